package io.tributary.learning.djl.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class ScriptArchiveFuzzTest {
    @FuzzTest
    void anyFileIsAModuleOrIsRefusedInOneLine(byte[] bytes) {
        refusedInOneLine(() -> assertNotNull(ScriptArchive.read(bytes).layout()));
    }

    @FuzzTest
    void anyPickleIsReadOrIsRefusedInOneLine(byte[] bytes) {
        refusedInOneLine(() -> assertNotNull(Unpickler.read("data.pkl", ByteBuffer.wrap(bytes))));
    }

    @FuzzTest
    void anyCodeIsReadOrIsRefusedInOneLine(byte[] bytes) {
        String code = new String(bytes, StandardCharsets.UTF_8);
        byte[] archive = TestArchive.plain().text("code/__torch__.py", code).bytes();
        refusedInOneLine(() -> assertNotNull(ScriptArchive.read(archive).layout()));
    }

    private static void refusedInOneLine(Runnable reading) {
        try {
            reading.run();
        } catch (ScriptException refused) {
            assertEquals(1, String.valueOf(refused.getMessage()).lines().count(), refused.getMessage());
        }
    }
}
