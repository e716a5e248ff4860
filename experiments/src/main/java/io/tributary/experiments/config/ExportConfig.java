package io.tributary.experiments.config;

import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where a run's figures go beside its report.
 *
 * @param tensorBoard whether a file of events for TensorBoard is written
 * @param mlflow address of a tracking server of MLflow
 */
public record ExportConfig(boolean tensorBoard, Optional<URI> mlflow) {
    static ExportConfig read(Section section) {
        ExportConfig config = new ExportConfig(section.get("tensorboard", Forms.truth(), false), section.find("mlflow",
                Forms.address("an address, such as http://127.0.0.1:5000", Set.of("http", "https"))));
        section.end();
        return config;
    }
}
