package io.tributary.experiments.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.experiments.html.HtmlPage;
import java.io.IOException;

/** The report as a page. */
final class ReportHtml {
    private static final JsonMapper JSON = new JsonMapper();

    private ReportHtml() {}

    static String of(ReportDocument document) throws IOException {
        ObjectNode tree = JSON.valueToTree(document);
        int i = 0;
        for (SamplePrediction sample : document.samples()) {
            ObjectNode item = (ObjectNode) tree.withArray("samples").get(i++);
            if (sample.shown()) {
                item.put("image", SampleImage.dataUri(sample));
            }
        }
        return HtmlPage.of(ReportHtml.class, "report", tree);
    }
}
