package io.tributary.experiments.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
        replace(folder.resolve("report.json"), JSON.writeValueAsBytes(document));
        return replace(folder.resolve("report.html"), ReportHtml.of(document).getBytes(StandardCharsets.UTF_8));
    }

    private static Path replace(Path file, byte[] content) throws IOException {
        // Not a "temporary file" of the JDK's, which nobody else may read.
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.write(temporary, content);
            return Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
