package io.tributary.experiments.report;

import io.tributary.experiments.export.CsvTable;
import io.tributary.experiments.report.ReportDocument.Round;
import java.io.IOException;
import java.util.List;

/** The report's tables as CSV: the fields of {@code report.json}, under its names. */
final class CsvTables {
    private CsvTables() {}

    /** A row a round; times in seconds. */
    static byte[] rounds(List<Round> rounds) throws IOException {
        return new CsvTable<Round>().column("round", Round::round).column("outcome", round -> round.outcome().code())
                .column("reason", Round::reason).column("accuracy", round -> round.score().accuracy())
                .column("loss", round -> round.score().loss()).column("accepted", round -> round.devices().accepted())
                .column("dropped", round -> round.devices().dropped()).column("excluded", Round::excluded)
                .column("bytesUp", round -> round.traffic().bytesUp())
                .column("bytesDown", round -> round.traffic().bytesDown())
                .column("select", round -> round.seconds().select()).column("train", round -> round.seconds().train())
                .column("upload", round -> round.seconds().upload())
                .column("aggregate", round -> round.seconds().aggregate())
                .column("evaluate", round -> round.seconds().evaluate())
                .column("modelVersion", round -> round.model().modelVersion())
                .column("sha256", round -> round.model().sha256())
                .column("trainLoss", round -> round.training().trainLoss())
                .column("silent", round -> round.training().silent()).of(rounds);
    }

    /** A row a device. */
    static byte[] devices(List<DeviceFigures> devices) throws IOException {
        return new CsvTable<DeviceFigures>().column("device", DeviceFigures::device)
                .column("examples", DeviceFigures::examples).column("classes", DeviceFigures::classes)
                .column("accuracy", DeviceFigures::accuracy).of(devices);
    }
}
