package io.tributary.experiments.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code report.json}, {@code report.html}, {@code rounds.csv} and, at the end, {@code devices.csv}. */
public final class Report {
    /** The file's name: a row a round. */
    public static final String ROUNDS = "rounds.csv";
    /** The file's name: a row a device. */
    public static final String DEVICES = "devices.csv";
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Report() {}

    /**
     * Writes the files, each in one step: a reader sees the old one or the new one, whole. {@code devices.csv} is written when devices were
     * measured.
     *
     * @param folder is there
     * @return the HTML file
     * @throws IOException if the folder cannot be written to
     */
    public static Path write(Path folder, ReportInput input) throws IOException {
        ReportDocument document = ReportDocument.of(input);
        DurableFile.replace(folder.resolve("report.json"), JSON.writeValueAsBytes(document));
        DurableFile.replace(folder.resolve(ROUNDS), CsvTables.rounds(document.rounds()));
        List<DeviceFigures> devices = input.figures().devices();
        if (!devices.isEmpty()) {
            DurableFile.replace(folder.resolve(DEVICES), CsvTables.devices(devices));
        }
        Path html = folder.resolve("report.html");
        DurableFile.replace(html, ReportHtml.of(document).getBytes(StandardCharsets.UTF_8));
        return html;
    }
}
