package io.tributary.cli.operator;

import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.ModelView;
import io.tributary.protocol.message.VersionPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the versions of a model. */
@Command(name = "versions", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows the versions of a model, newest first.",
        footer = {"", "Example:", "  ./tributary models versions pair"})
final class ModelsVersions extends OperatorCommand {
    @Parameters(paramLabel = "NAME", description = "the model's name")
    private String model = "";

    ModelsVersions(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        String name = Names.model(model);
        List<VersionPage> pages = Pages.all(after -> operator.versions(name, number(after)),
                page -> page.next() == null ? null : page.next().toString());
        List<ModelView> versions = pages.stream().flatMap(page -> page.versions().stream()).toList();
        show(versions, ModelsList.table(versions));
        return told(pages.stream().flatMap(page -> page.altered().stream()).toList());
    }

    private static Optional<Integer> number(String after) {
        return after.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(after));
    }
}
