package io.tributary.protocol.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** The build replays the inputs beside this class; protocol/README.md says how to search for new ones. */
class WireJsonFuzzTest {
    private static final List<Class<?>> MESSAGES = List.of(DeviceMessage.class, CoordinatorMessage.class,
            EnrolmentRequest.class, EnrolmentGrant.class, SessionGrant.class, RunRequest.class, RunCreated.class,
            RunView.class, Problem.class);
    private static final List<Class<?>> DOCUMENTS = List.of(SignedDocument.class, RunPlan.class, RoundOffer.class,
            ModelManifest.class, Certificate.class, AuditEntry.class);

    @FuzzTest
    void anyMessageIsRefusedOrReadsBackAsItself(byte[] json) {
        for (Class<?> type : MESSAGES) {
            try {
                Object read = WireJson.readMessage(json, type);
                Assertions.assertEquals(read, WireJson.readMessage(WireJson.write(read), type));
            } catch (RejectedException refused) {
                Assertions.assertFalse(refused.detail().isEmpty());
            }
        }
    }

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
