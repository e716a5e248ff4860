package io.tributary.experiments.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes {@code report.json} and {@code report.html}. */
public final class Report {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Report() {}

    /**
     * Writes both files, each in one step: a reader sees the old one or the new one, whole.
     *
     * @param folder is there
     * @return the HTML file
     * @throws IOException if the folder cannot be written to
     */
    public static Path write(Path folder, ReportInput input) throws IOException {
        ReportDocument document = ReportDocument.of(input);
        DurableFile.replace(folder.resolve("report.json"), JSON.writeValueAsBytes(document));
        Path html = folder.resolve("report.html");
        DurableFile.replace(html, ReportHtml.of(document).getBytes(StandardCharsets.UTF_8));
        return html;
    }
}
