package io.tributary.experiments.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The report as one page that needs nothing else, neither files nor network. What is particular to a run stands in it
 * once, as JSON; the page's script puts it on the screen as text, never as markup.
 */
final class ReportHtml {
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
    private static final JsonMapper JSON = new JsonMapper();

    private ReportHtml() {}

    static String of(ReportDocument document) throws IOException {
        Map<String, String> parts = Map.of("style", resource("report.css"), "charts", charts(), "script",
                resource("report.js"), "data", data(document));
        Matcher matcher = PLACEHOLDER.matcher(resource("report.html"));
        return matcher.replaceAll(part -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(part.group(1)))));
    }

    /** The library, without the pointer to a file that would be looked for beside the report. */
    private static String charts() throws IOException {
        return resource(CHARTS).replaceAll("(?m)^//# sourceMappingURL=.*$", "");
    }

    /** JSON in which nothing can end the script element around it. */
    private static String data(ReportDocument document) throws JsonProcessingException {
        ObjectNode tree = JSON.valueToTree(document);
        int i = 0;
        for (SamplePrediction sample : document.samples()) {
            ((ObjectNode) tree.withArray("samples").get(i++)).put("image", SampleImage.dataUri(sample));
        }
        return JSON.writeValueAsString(tree).replace("<", "\\u003c");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReportHtml.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
