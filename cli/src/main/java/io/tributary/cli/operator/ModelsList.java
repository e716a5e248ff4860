package io.tributary.cli.operator;

import io.tributary.cli.console.Table;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.ModelPage;
import io.tributary.protocol.message.ModelView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows all models. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows every model by its newest version.",
        footer = {"", "Example:", "  ./tributary models list"})
final class ModelsList extends OperatorCommand {
    @Option(names = "--deleted", description = "models that were deleted and can be restored")
    private boolean deleted;

    ModelsList(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        List<ModelPage> pages = Pages.all(deleted ? operator::deletedModels : operator::models, ModelPage::next);
        List<ModelView> models = pages.stream().flatMap(page -> page.models().stream()).toList();
        show(models, table(models));
        return told(pages.stream().flatMap(page -> page.altered().stream()).toList());
    }

    static Table table(List<ModelView> versions) {
        return new Table(List.of("MODEL", "VERSION", "CREATED", "RUN", "ROUND", "KEPT", "SHA256"),
                versions.stream().map(ModelsList::row).toList());
    }

    private static List<String> row(ModelView model) {
        return List.of(model.model(), Integer.toString(model.version()),
                Instant.ofEpochMilli(model.created()).toString(),
                model.run(), Integer.toString(model.round()), model.kept() ? "yes" : "no", model.sha256());
    }
}
