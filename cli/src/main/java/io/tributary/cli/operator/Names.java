package io.tributary.cli.operator;

import io.tributary.cli.console.CommandException;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.Ids;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.TokenView;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Names on the command line, checked before they are sent anywhere. */
public final class Names {
    /** Stands for the run that was started last. */
    static final String LATEST = "latest";

    private Names() {}

    public static String device(String name) throws CommandException {
        return checked(Ids::device, name);
    }

    static String model(String name) throws CommandException {
        return checked(Ids::model, name);
    }

    /** A run by its id, or {@value #LATEST}. */
    static String run(OperatorClient operator, String name)
            throws CommandException, RejectedException, IOException, InterruptedException {
        if (!name.equals(LATEST)) {
            return checked(Ids::run, name);
        }
        List<RunSummary> newest = operator.runs("").runs();
        if (newest.isEmpty()) {
            throw new CommandException("there is no run yet; start one: ./tributary runs start EXPERIMENT.yaml "
                    + "--owner-key FILE");
        }
        return newest.getFirst().run();
    }

    static String token(String id) throws CommandException {
        return checked(TokenView::requireId, id);
    }

    private static String checked(UnaryOperator<String> check, String name) throws CommandException {
        try {
            return check.apply(name);
        } catch (IllegalArgumentException wrong) {
            throw new CommandException(String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
