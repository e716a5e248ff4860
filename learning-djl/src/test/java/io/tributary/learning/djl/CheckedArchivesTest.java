package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.djl.torchscript.ScriptArchive;
import io.tributary.learning.djl.torchscript.TestArchive;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of archives that were checked. */
final class CheckedArchivesTest {
    @Test
    void theOneThatWasUsedLongestAgoGoes() {
        ScriptArchive archive = ScriptArchive.read(TestArchive.plain().bytes());
        CheckedArchives archives = new CheckedArchives();
        for (int i = 0; i < CheckedArchives.MOST; i++) {
            archives.keep("hash " + i, archive);
        }
        assertTrue(archives.find("hash 0").isPresent());
        archives.keep("one more", archive);
        assertEquals(Optional.of(archive), archives.find("hash 0"));
        assertTrue(archives.find("hash 1").isEmpty());
        assertTrue(archives.find("hash 2").isPresent());
    }
}
