package io.tributary.coordinator.access.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.PreviousBuild;
import io.tributary.coordinator.access.session.NewestSessions.Newest;
import io.tributary.protocol.message.SessionLink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What members remember together of sessions, between this build and the previous one. */
@DisplayName("What a member of the previous build remembers:")
public class PreviousSessionsTest {
    private static final byte[] SECRET = "a secret of 32 bytes, of members".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERA = "an era of 32 bytes of this test.".getBytes(StandardCharsets.US_ASCII);
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private static SessionKeys keys() {
        return SessionKeys.of(SECRET, ERA);
    }

    /** Two links were displaced, and one came back. */
    private static SessionChain chain() {
        SessionChain chain = new SessionChain(link(1));
        chain.add(new SessionLink(null, link(2)), AT);
        chain.add(new SessionLink(null, link(3)), AT);
        chain.add(new SessionLink(link(1), link(4)), AT);
        return chain;
    }

    private static String link(int number) {
        return "%022d".formatted(number);
    }

    private static Newest newest() {
        return new Newest(1_772_366_400_000L, true);
    }

    private static SignedToken token() {
        return new SignedToken("ann", 7, AT.toEpochMilli());
    }

    /** What this build writes. */
    public static Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        written.put("session-chain", HexFormat.of().formatHex(chain().encode()));
        written.put("newest-session", HexFormat.of().formatHex(newest().encode()));
        written.put("session-token", token().sign(keys().tokens()));
        written.put("session-members", SessionKeys.name(SECRET));
        return written;
    }

    private static byte[] old(String name) {
        return PreviousBuild.bytes("messages.txt", name);
    }

    private static void isGoneOnWith(String name, byte[] now) {
        assertArrayEquals(old(name), Arrays.copyOf(now, old(name).length), "what is more comes at the end");
    }

    @Test
    void howOpeningsContinueEachOther() {
        assertArrayEquals(chain().encode(), SessionChain.decode(old("session-chain")).encode());
        isGoneOnWith("session-chain", chain().encode());
    }

    @Test
    void whichSessionIsTheNewest() {
        assertEquals(newest(), Newest.decode(old("newest-session")));
        isGoneOnWith("newest-session", newest().encode());
    }

    @Test
    void tokensByKeysOfTheSameEra() {
        String old = PreviousBuild.value("messages.txt", "session-token");
        assertEquals(Optional.of(token()), SignedToken.verified(old, keys().tokens()));
        assertEquals(old, token().sign(keys().tokens()));
        assertTrue(SignedToken.verified(old, keys().nonces()).isEmpty());
    }

    @Test
    void allOfItUnderTheSameName() {
        assertEquals(PreviousBuild.value("messages.txt", "session-members"), SessionKeys.name(SECRET));
    }
}
