package io.tributary.coordinator.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class IssuerTokenFuzzTest {
    private static IssuerTokens tokens;

    @BeforeAll
    static void believeAnIssuer(@TempDir Path folder) throws IOException {
        tokens = new IssuerTokens(new TestIssuer(folder).trusted(), InstantSource.system());
    }

    @FuzzTest
    void noTextThatTheIssuerDidNotSignIsAToken(byte[] text) {
        RejectedException refused = assertThrows(RejectedException.class,
                () -> tokens.read(new String(text, StandardCharsets.ISO_8859_1)));
        assertEquals(Reason.UNAUTHENTICATED, refused.reason());
    }
}
