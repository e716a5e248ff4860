package io.tributary.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.experiments.SampleRuns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ReportHtmlTest {
    private static final String HOSTILE = "</script><script>alert('$1 \\u0041')</script><!--";

    private static String page(ReportInput input) throws IOException {
        return ReportHtml.of(ReportDocument.of(input));
    }

    private static JsonNode data(String page) throws IOException {
        Matcher data = Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertTrue(data.find());
        return new JsonMapper().readTree(data.group(1));
    }

    private static long count(String text, String part) {
        return Pattern.compile(part, Pattern.LITERAL).matcher(text).results().count();
    }

    @Test
    void markupInWhatTheUserWroteStaysText() throws IOException {
        ReportInput input =
                SampleReports.with(HOSTILE, SampleRuns.realistic(3), Expectation.of(List.of(HOSTILE), List.of(HOSTILE)),
                        HOSTILE);
        String page = page(input);
        String tame =
                page(SampleReports.with("tame", SampleRuns.realistic(3),
                        Expectation.of(List.of("tame"), List.of("tame")), "tame"));
        assertEquals(count(tame, "<script"), count(page, "<script"));
        assertEquals(count(tame, "</script"), count(page, "</script"));
        assertFalse(page.contains("<!--"));
        JsonNode data = data(page);
        assertEquals(HOSTILE, data.get("name").textValue());
        assertEquals(HOSTILE, data.get("config").textValue());
        assertEquals(HOSTILE, data.at("/expect/failures/0").textValue());
    }

    @Test
    void thePageAsksForNothingFromElsewhere() throws IOException {
        String page = page(SampleReports.named("fashion"));
        assertFalse(Pattern.compile("(?:src|href)\\s*=\\s*[\"'](?!data:)").matcher(page).find());
        assertFalse(page.contains("sourceMappingURL"));
        assertTrue(page.contains("Content-Security-Policy\" content=\"default-src 'none'"));
    }

    @Test
    void thePageHoldsTheChartLibraryAndNoPlaceholder() throws IOException {
        String page = page(SampleReports.named("fashion"));
        assertTrue(page.contains("Chart.js v4"));
        assertFalse(page.contains("{{data}}") || page.contains("{{charts}}") || page.contains("{{script}}")
                || page.contains("{{style}}"));
    }

    @Test
    void theScriptNeverTurnsTextIntoMarkup() throws IOException {
        String page = page(SampleReports.named("fashion"));
        String script = page.substring(page.lastIndexOf("<script>"));
        assertFalse(Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\b")
                .matcher(script).find());
    }

    @Test
    void samplesCarryTheirPixelsAsPng() throws IOException {
        JsonNode samples = data(page(SampleReports.named("fashion"))).get("samples");
        assertEquals(12, samples.size());
        String uri = samples.get(1).get("image").textValue();
        byte[] png = Base64.getDecoder().decode(uri.substring("data:image/png;base64,".length()));
        assertEquals(28, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
    }

    /** Not a check: puts a page with realistic content where people can look at it. */
    @Test
    void aRealisticPageIsLeftInTarget() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "sample-report"));
        assertTrue(Files.size(Report.write(folder, SampleReports.named("fashion-mnist"))) > 100_000);
    }
}
