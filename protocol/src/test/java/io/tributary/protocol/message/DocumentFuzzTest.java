package io.tributary.protocol.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.keys.KeyHandOver;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class DocumentFuzzTest {
    private static final List<Class<?>> DOCUMENTS = List.of(SignedDocument.class, RunPlan.class, RoundOffer.class,
            ModelManifest.class, Certificate.class, AuditEntry.class, UpdateReport.class, UpdateReceipt.class,
            KeySet.class, KeyHandOver.class);

    @FuzzTest
    void anyDocumentIsRefusedOrReadsBackAsItself(byte[] json) {
        for (Class<?> type : DOCUMENTS) {
            try {
                Object read = WireJson.readDocument(json, type);
                Assertions.assertEquals(read, WireJson.readDocument(WireJson.write(read), type));
            } catch (RejectedException refused) {
                Assertions.assertFalse(refused.detail().isEmpty());
            }
        }
    }
}
