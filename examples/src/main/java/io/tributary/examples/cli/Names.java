package io.tributary.examples.cli;

import io.tributary.examples.product.ProductException;
import io.tributary.examples.run.OperatorClient;
import io.tributary.protocol.Ids;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Names on the command line, checked before they are sent anywhere. */
final class Names {
    /** Stands for the run that was started last. */
    static final String LATEST = "latest";

    private Names() {}

    static String device(String name) throws ProductException {
        return checked(Ids::device, name);
    }

    static String model(String name) throws ProductException {
        return checked(Ids::model, name);
    }

    /** A run by its id, or {@value #LATEST}. */
    static String run(OperatorClient operator, String name)
            throws ProductException, RejectedException, IOException, InterruptedException {
        if (!name.equals(LATEST)) {
            return checked(Ids::run, name);
        }
        List<RunView> runs = operator.runs();
        if (runs.isEmpty()) {
            throw new ProductException("there is no run yet; start one: ./tributary runs start EXPERIMENT.yaml "
                    + "--owner-key FILE");
        }
        return runs.getLast().run();
    }

    private static String checked(UnaryOperator<String> check, String name) throws ProductException {
        try {
            return check.apply(name);
        } catch (IllegalArgumentException wrong) {
            throw new ProductException(String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
