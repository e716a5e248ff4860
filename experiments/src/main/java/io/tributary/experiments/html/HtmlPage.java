package io.tributary.experiments.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page as one file that loads nothing. What is particular to it stands in it once, as JSON; its script puts that on the screen as text,
 * never as markup.
 */
public final class HtmlPage {
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
    private static final JsonMapper JSON = new JsonMapper();

    private HtmlPage() {}

    /**
     * Fills a template, which has places for {@code style}, {@code charts}, {@code page} (what all pages' scripts share), {@code script} and
     * {@code data}.
     *
     * @param owner whose package has the template {@code name.html} and the script {@code name.js}
     * @throws IOException if a resource cannot be read
     */
    public static String of(Class<?> owner, String name, JsonNode data) throws IOException {
        Map<String, String> parts = Map.of("style", resource(HtmlPage.class, "page.css"), "charts", charts(), "page",
                resource(HtmlPage.class, "page.js"), "script", resource(owner, name + ".js"), "data", json(data));
        Matcher matcher = PLACEHOLDER.matcher(resource(owner, name + ".html"));
        return matcher.replaceAll(part -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(part.group(1)))));
    }

    /** The library, without the pointer to a file that would be looked for beside the page. */
    private static String charts() throws IOException {
        return resource(HtmlPage.class, CHARTS).replaceAll("(?m)^//# sourceMappingURL=.*$", "");
    }

    /** JSON in which nothing can end the script element around it. */
    private static String json(JsonNode data) throws IOException {
        return JSON.writeValueAsString(data).replace("<", "\\u003c");
    }

    private static String resource(Class<?> owner, String name) throws IOException {
        try (InputStream in = owner.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
