package io.tributary.experiments.run;

import io.tributary.experiments.config.ExperimentConfig;
import io.tributary.experiments.config.ExportConfig;
import io.tributary.experiments.export.ExportException;
import io.tributary.experiments.export.Exporters;
import io.tributary.experiments.export.MlflowAccess;
import io.tributary.experiments.export.MlflowRun;
import io.tributary.experiments.export.RunExporter;
import io.tributary.experiments.export.TensorBoardExporter;
import io.tributary.experiments.progress.ProgressView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The exporters that a config asks for. */
final class RunExports {
    private RunExports() {}

    /**
     * Opens them.
     *
     * @param out folder of the run
     * @param key that the run keeps when it is resumed
     * @param settings of the config, by their paths
     * @throws ExportException if one cannot be as it was asked
     */
    static Exporters open(ExperimentConfig config, Path out, String key, Map<String, String> settings,
            ProgressView progress)
            throws IOException, ExportException {
        ExportConfig wanted = config.outcome().export();
        List<RunExporter> exporters = new ArrayList<>();
        if (wanted.tensorBoard()) {
            exporters.add(new TensorBoardExporter(out.resolve("tensorboard"), Clock.systemUTC()));
        }
        if (wanted.mlflow().isPresent()) {
            exporters.add(MlflowAccess.of(System.getenv()).exporter(wanted.mlflow().get(),
                    new MlflowRun(config.name(), "seed " + config.seed(), key, settings), Clock.systemUTC()));
        }
        return new Exporters(exporters, progress::message);
    }
}
