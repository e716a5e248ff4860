package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Table;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.ModelPage;
import io.tributary.protocol.message.ModelView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Shows all models. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows every model by its newest version.",
        footer = {"", "Example:", "  ./tributary models list"})
final class ModelsList extends OperatorCommand {
    ModelsList(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        List<ModelView> models = new ArrayList<>();
        String after = "";
        do {
            ModelPage page = operator.models(after);
            models.addAll(page.models());
            after = page.next() == null ? "" : page.next();
        } while (!after.isEmpty());
        show(models, new Table(List.of("MODEL", "VERSION", "CREATED", "RUN", "ROUND", "SHA256"),
                models.stream().map(ModelsList::row).toList()));
        return ExitCode.OK;
    }

    private static List<String> row(ModelView model) {
        return List.of(model.model(), Integer.toString(model.version()),
                Instant.ofEpochMilli(model.created()).toString(),
                model.run(), Integer.toString(model.round()), model.sha256());
    }
}
