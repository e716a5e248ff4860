package io.tributary.client.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tributary.protocol.message.SessionLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain of a device's sessions goes on over restarts and lost answers, and never keeps a device out. */
class SessionChainTest {
    @TempDir
    private Path folder;

    @Test
    void aLinkIsShownUntilItWasAnsweredAndTheNextOneContinuesIt() {
        SessionChain chain = new SessionChain(folder);
        SessionLink first = chain.next();
        assertNull(first.previous());
        assertEquals(first, chain.next());
        chain.answered();
        SessionLink second = chain.next();
        assertEquals(first.next(), second.previous());
        assertNotEquals(first.next(), second.next());
        assertEquals(second, chain.next());
    }

    @Test
    void aRestartShowsTheLastLinkAgainWhetherOrNotItWasAnswered() {
        SessionChain killed = new SessionChain(folder);
        SessionLink first = killed.next();
        assertEquals(first, new SessionChain(folder).next());
        killed.answered();
        assertEquals(first, new SessionChain(folder).next());
        SessionLink second = killed.next();
        assertEquals(second, new SessionChain(folder).next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"previous\":null,\"next\":\"short\"}", "[]", "{\"next\":1}"})
    void aFileThatHoldsNoLinkBeginsAChain(String damaged) throws IOException {
        Files.writeString(folder.resolve(SessionChain.FILE), damaged);
        SessionLink first = new SessionChain(folder).next();
        assertNull(first.previous());
        assertEquals(first, new SessionChain(folder).next());
    }

    @Test
    void aDirectoryThatTakesNoFilesKeepsNoDeviceOut() {
        SessionChain chain = new SessionChain(folder.resolve("gone"));
        SessionLink first = chain.next();
        chain.answered();
        assertEquals(first.next(), chain.next().previous());
    }
}
