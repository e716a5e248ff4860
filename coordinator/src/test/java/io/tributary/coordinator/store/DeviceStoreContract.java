package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What every {@link DeviceStore} does. */
public abstract class DeviceStoreContract extends RowContract {
    private static final Duration LIFE = Duration.ofDays(90);
    private static final Instant HOUR = AT.plusSeconds(3600);

    private static DeviceRecord device(String key, String certificate) {
        return device("ann", key, certificate, AT);
    }

    private static DeviceRecord device(String name, String key, String certificate, Instant at) {
        return new DeviceRecord(name, key, document(certificate), at, at.plus(LIFE), Optional.empty(),
                Optional.empty());
    }

    private DeviceRecord enrol(DeviceRecord device) throws RejectedException {
        return ports.devices().enrol(device, Optional.empty());
    }

    private static void refused(Reason reason, Executable call) {
        assertEquals(reason, assertThrows(RejectedException.class, call).reason());
    }

    @Test
    void anEnrolledDeviceIsFound() throws RejectedException {
        assertEquals(Optional.empty(), ports.devices().find("ann"));

        assertEquals(device("key", "first"), enrol(device("key", "first")));

        assertEquals(Optional.of(device("key", "first")), ports.devices().find("ann"));
        assertEquals(1, ports.devices().count());
    }

    @Test
    void devicesTakePartUnlessTheyAreRevokedOrCopiedOrTheirCertificateEnded() throws RejectedException {
        for (String name : List.of("dan", "bob", "eve", "ann", "cat")) {
            enrol(device(name, "key of " + name, "certificate", name.equals("cat") ? AT.minusSeconds(1) : AT));
        }
        ports.devices().revoke("bob", AT);
        ports.devices().cloned("eve", AT);
        assertEquals(List.of("ann", "cat", "dan"), ports.devices().eligible(AT));
        assertEquals(List.of("ann", "dan"), ports.devices().eligible(AT.plus(LIFE).minusSeconds(1)));
        assertEquals(List.of(), ports.devices().eligible(AT.plus(LIFE)));
    }

    @Test
    void theDeviceOfAKeyIsFoundRevokedOrNot() throws RejectedException {
        enrol(device("key", "first"));
        assertEquals(Optional.empty(), ports.devices().holder("another-key"));
        assertEquals(Optional.of(device("key", "first")), ports.devices().holder("key"));
        DeviceRecord revoked = ports.devices().revoke("ann", device("key", "first").enrolled());
        assertEquals(Optional.of(revoked), ports.devices().holder("key"));
    }

    @Test
    void enrollingAgainWithTheSameKeyGivesTheFirstCertificate() throws RejectedException {
        enrol(device("key", "first"));

        assertEquals(device("key", "first"), enrol(device("key", "second")));
        assertEquals(1, ports.devices().count());
    }

    @Test
    void enrollingAgainAfterTheCertificateEndedGivesANewOne() throws RejectedException {
        enrol(device("key", "first"));
        Instant end = AT.plus(LIFE);

        assertEquals(document("second"), enrol(device("ann", "key", "second", end)).certificate());
        assertEquals(AT, ports.devices().find("ann").orElseThrow().enrolled());
        assertEquals(end.plus(LIFE), ports.devices().find("ann").orElseThrow().expires());
    }

    @Test
    void anotherKeyCannotTakeTheName() throws RejectedException {
        enrol(device("key", "first"));

        refused(Reason.DEVICE_TAKEN, () -> enrol(device("thief", "second")));

        assertEquals(Optional.of(device("key", "first")), ports.devices().find("ann"));
    }

    @Test
    void aKeyIsOneDevicesAndThatOfARevokedOneDoesNotComeBackUnderAnotherName() throws RejectedException {
        enrol(device("key", "first"));
        refused(Reason.DEVICE_TAKEN, () -> enrol(device("bob", "key", "second", AT)));
        ports.devices().revoke("ann", AT);

        refused(Reason.REVOKED, () -> enrol(device("bob", "key", "second", AT)));
        assertEquals(Optional.empty(), ports.devices().find("bob"));
        enrol(device("bob", "another key", "second", AT));
    }

    @Test
    void aTokenIsKnownUntilItIsOverUnlessItWasUsed() throws RejectedException {
        addToken("t");
        addToken("used");
        enrolBy("used", device("key", "first"));

        ports.devices().requireToken("t", AT);
        ports.devices().requireToken("used", HOUR);
        refused(Reason.EXPIRED, () -> ports.devices().requireToken("t", HOUR));
        refused(Reason.UNAUTHENTICATED, () -> ports.devices().requireToken("guess", AT));
    }

    @Test
    void ofManyKeysThatRaceForANameOneWins() throws InterruptedException {
        List<Boolean> won = Race.of(16, index -> {
            try {
                return enrol(device("key-" + index, "certificate")).publicKey().equals("key-" + index);
            } catch (RejectedException taken) {
                return false;
            }
        });

        assertEquals(1, won.stream().filter(w -> w).count());
        assertEquals(1, ports.devices().count());
    }

    private void addToken(String token) {
        ports.devices().addTokens(List.of(token(token, HOUR, Optional.empty())), AT);
    }

    private static TokenRecord token(String hash, Instant expires, Optional<String> bound) {
        return new TokenRecord(hash, AT, expires, false, bound, Optional.empty());
    }

    private DeviceRecord enrolBy(String token, DeviceRecord device) throws RejectedException {
        return ports.devices().enrol(device, Optional.of(token));
    }

    @Test
    void aTokenEnrolsOneDeviceAndGivesItTheSameCertificateAgainThoughItHasExpiredSince() throws RejectedException {
        addToken("t");

        assertEquals(device("key", "first"), enrolBy("t", device("key", "first")));
        assertEquals(device("key", "first"), enrolBy("t", device("ann", "key", "second", HOUR.plusSeconds(1))));

        refused(Reason.TOKEN_USED, () -> enrolBy("t", device("other key", "third")));
        refused(Reason.TOKEN_USED, () -> enrolBy("t", device("bob", "key", "third", AT)));
        assertEquals(1, ports.devices().count());
    }

    @Test
    void aTokenThatIsUnknownOrOverEnrolsNobody() {
        addToken("t");

        refused(Reason.UNAUTHENTICATED, () -> enrolBy("guess", device("key", "first")));
        refused(Reason.EXPIRED, () -> enrolBy("t", device("ann", "key", "first", HOUR)));

        assertEquals(0, ports.devices().count());
    }

    private DeviceRecord recover(String token, DeviceRecord device) throws RejectedException {
        return ports.devices().recover(device, token);
    }

    @Test
    void aDeviceOfWhichCopiesWereSeenIsOutUntilItHasAnotherKey() throws RejectedException {
        addToken("t");
        addToken("recovery");
        enrol(device("key", "first"));
        assertTrue(ports.devices().cloned("ann", AT.plusSeconds(1)));
        assertFalse(ports.devices().cloned("ann", HOUR), "the first time counts");
        assertFalse(ports.devices().cloned("bob", AT));
        assertEquals(Optional.of(AT.plusSeconds(1)), ports.devices().find("ann").orElseThrow().cloned());
        refused(Reason.CLONED, () -> ports.devices().renew("ann", document("second"), HOUR));
        refused(Reason.CLONED, () -> enrolBy("t", device("key", "second")));
        refused(Reason.INVALID_FIELD, () -> recover("recovery", device("key", "second")));
        refused(Reason.UNAUTHENTICATED, () -> recover("guess", device("new", "second")));

        assertEquals(device("new", "third"), recover("recovery", device("new", "third")));
        assertEquals(Optional.of(device("new", "third")), ports.devices().find("ann"));
        assertEquals(document("third"), recover("recovery", device("new", "fourth")).certificate());
        refused(Reason.TOKEN_USED, () -> recover("recovery", device("another", "fifth")));
        refused(Reason.DEVICE_TAKEN, () -> enrol(device("key", "sixth")));
    }

    @Test
    void aTokenOfARecoveryThatWasFollowedByAnotherIsOfNoUse() throws RejectedException {
        addToken("one");
        addToken("two");
        enrol(device("key", "first"));
        recover("one", device("second key", "second"));
        recover("two", device("third key", "third"));
        refused(Reason.CLONED, () -> recover("one", device("second key", "fourth")));
        for (String key : List.of("key", "second key", "third key")) {
            assertEquals("third key", ports.devices().holder(key).orElseThrow().publicKey());
        }
        assertEquals("third key", ports.devices().find("ann").orElseThrow().publicKey());
    }

    @Test
    void aRevokedDeviceIsNotRecoveredNorOneThatIsNotThere() throws RejectedException {
        addToken("t");
        refused(Reason.NOT_FOUND, () -> recover("t", device("key", "first")));
        enrol(device("key", "first"));
        ports.devices().revoke("ann", AT);
        refused(Reason.REVOKED, () -> recover("t", device("new", "second")));
    }

    private List<String> changed(long after, int limit) {
        return ports.devices().changes(after, limit).stream().map(DeviceChange::device).toList();
    }

    @Test
    void whoWasRevokedRestoredCopiedOrRecoveredIsToldInOrderAndOnceEach() throws RejectedException {
        addToken("recovery");
        for (String name : List.of("ann", "bob", "cat")) {
            enrol(device(name, "key of " + name, "certificate", AT));
        }
        assertEquals(List.of(), changed(0, 9));
        ports.devices().revoke("bob", AT);
        ports.devices().cloned("ann", AT);
        ports.devices().revoke("cat", AT);
        assertEquals(List.of("bob", "ann", "cat"), changed(0, 9));
        assertEquals(List.of("bob", "ann"), changed(0, 2));
        long last = ports.devices().changes(0, 9).get(2).number();
        assertEquals(List.of(), changed(last, 9));

        ports.devices().revoke("bob", HOUR);
        ports.devices().cloned("ann", HOUR);
        assertEquals(List.of(), changed(last, 9));
        ports.devices().restore("bob");
        ports.devices().restore("bob");
        recover("recovery", device("new", "second"));
        recover("recovery", device("new", "second"));
        assertEquals(List.of("bob", "ann"), changed(last, 9));
        assertEquals(List.of("cat", "bob", "ann"), changed(0, 9));
    }

    @Test
    void aRefusedEnrolmentLeavesItsTokenGood() throws RejectedException {
        addToken("t");
        enrol(device("key", "first"));

        refused(Reason.DEVICE_TAKEN, () -> enrolBy("t", device("thief", "second")));

        assertEquals(document("third"), enrolBy("t", device("bob", "thief", "third", AT)).certificate());
    }

    @Test
    void aFreshTokenForTheSameKeyGivesANewCertificate() throws RejectedException {
        addToken("t");
        addToken("u");
        enrolBy("t", device("key", "first"));

        assertEquals(document("second"), enrolBy("u", device("key", "second")).certificate());
        assertEquals(document("second"), enrolBy("u", device("key", "third")).certificate());
    }

    @Test
    void ofManyDevicesThatRaceForATokenOneIsEnrolled() throws InterruptedException {
        addToken("t");

        List<Boolean> won = Race.of(16, index -> {
            try {
                enrolBy("t", device("device-" + index, "key-" + index, "certificate", AT));
                return true;
            } catch (RejectedException used) {
                return used.reason() != Reason.TOKEN_USED;
            }
        });

        assertEquals(1, won.stream().filter(w -> w).count());
        assertEquals(1, ports.devices().count());
    }

    @Test
    void tokensThatExpiredUnusedAreForgottenAndUsedOnesAreNot() throws RejectedException {
        addToken("used");
        addToken("unused");
        enrolBy("used", device("key", "first"));

        ports.devices().addTokens(List.of(token("new", HOUR.plusSeconds(60), Optional.empty())), HOUR.plusSeconds(1));

        refused(Reason.UNAUTHENTICATED, () -> enrolBy("unused", device("bob", "key", "second", AT)));
        refused(Reason.TOKEN_USED, () -> enrolBy("used", device("bob", "key", "second", AT)));
    }

    @Test
    void aBoundTokenEnrolsItsDeviceAlone() throws RejectedException {
        ports.devices().addTokens(List.of(token("t", HOUR, Optional.of("ann"))), AT);

        refused(Reason.UNAUTHENTICATED, () -> enrolBy("t", device("bob", "key", "first", AT)));

        assertEquals(device("key", "second"), enrolBy("t", device("key", "second")));
        assertEquals(device("key", "second"), enrolBy("t", device("key", "third")));
    }

    @Test
    void tokensAreListedInPartsByTheBeginningOfTheirHash() throws RejectedException {
        List<TokenRecord> added = Stream.of("a1", "b2", "c3", "d4").map(hash -> token(hash, HOUR, Optional.empty()))
                .toList();
        ports.devices().addTokens(added, AT);
        enrolBy("b2", device("key", "first"));
        TokenRecord used = new TokenRecord("b2", AT, HOUR, false, Optional.empty(), Optional.of("ann"));

        assertEquals(List.of(added.get(0), used), ports.devices().tokens(Optional.empty(), "", 2));
        assertEquals(List.of(added.get(2), added.get(3)), ports.devices().tokens(Optional.empty(), "b", 9));
        assertEquals(List.of(used), ports.devices().tokens(Optional.of(true), "", 9));
        assertEquals(List.of(added.get(0), added.get(2), added.get(3)),
                ports.devices().tokens(Optional.of(false), "", 9));
        assertEquals(3, ports.devices().unusedTokens());
    }

    @Test
    void whatATokenIsGoodForIsKept() {
        TokenRecord recovery = new TokenRecord("r1", AT, HOUR, true, Optional.of("ann"), Optional.empty());
        TokenRecord enrolment = token("s2", HOUR, Optional.of("ann"));
        ports.devices().addTokens(List.of(recovery, enrolment), AT);
        assertEquals(List.of(recovery, enrolment), ports.devices().tokens(Optional.empty(), "", 9));
    }

    @Test
    void aTokenThatIsWithdrawnEnrolsNobodyAndWhomItEnrolledStays() throws RejectedException {
        addToken("a1");
        addToken("b2");
        enrolBy("b2", device("key", "first"));

        ports.devices().deleteToken("a");
        ports.devices().deleteToken("b2");

        refused(Reason.UNAUTHENTICATED, () -> enrolBy("a1", device("bob", "other", "second", AT)));
        refused(Reason.NOT_FOUND, () -> ports.devices().deleteToken("a"));
        assertEquals(Optional.of(device("key", "first")), ports.devices().find("ann"));
    }

    @Test
    void aRestoredDeviceIsAsItWasBeforeItWasRevoked() throws RejectedException {
        enrol(device("key", "first"));
        ports.devices().revoke("ann", HOUR);

        assertEquals(device("key", "first"), ports.devices().restore("ann"));

        assertEquals(device("key", "first"), ports.devices().restore("ann"));
        assertEquals(Optional.of(device("key", "first")), ports.devices().find("ann"));
        refused(Reason.NOT_FOUND, () -> ports.devices().restore("bob"));
    }

    @Test
    void whenDevicesWereSeenIsKeptOfThoseThatAreThere() throws RejectedException {
        enrol(device("key", "first"));
        assertEquals(Optional.empty(), ports.devices().listed("ann").orElseThrow().seen());

        ports.devices().seen(Map.of("ann", HOUR.plusNanos(999_999), "nobody", HOUR));
        ports.devices().seen(Map.of());

        assertEquals(new ListedDevice(device("key", "first"), Optional.of(HOUR)),
                ports.devices().listed("ann").orElseThrow());
        assertEquals(Optional.empty(), ports.devices().listed("nobody"));
    }

    @Test
    void aRenewedCertificateReplacesTheOneBefore() throws RejectedException {
        enrol(device("key", "first"));

        ports.devices().renew("ann", document("second"), HOUR);

        DeviceRecord there = ports.devices().find("ann").orElseThrow();
        assertEquals(document("second"), there.certificate());
        assertEquals(HOUR, there.expires());
        refused(Reason.NOT_FOUND, () -> ports.devices().renew("bob", document("second"), HOUR));
    }

    @Test
    void aRevokedDeviceIsOutForEver() throws RejectedException {
        addToken("t");
        enrol(device("key", "first"));

        assertEquals(Optional.of(HOUR), ports.devices().revoke("ann", HOUR).revoked());
        assertEquals(Optional.of(HOUR), ports.devices().revoke("ann", HOUR.plusSeconds(1)).revoked());

        refused(Reason.REVOKED, () -> enrol(device("key", "second")));
        refused(Reason.REVOKED, () -> enrolBy("t", device("key", "second")));
        refused(Reason.REVOKED, () -> ports.devices().renew("ann", document("second"), HOUR));
        refused(Reason.NOT_FOUND, () -> ports.devices().revoke("bob", HOUR));
        assertEquals(0, ports.devices().count());
        assertEquals(document("first"), ports.devices().find("ann").orElseThrow().certificate());
    }

    @Test
    void devicesAreListedByIdAPageAtATime() throws RejectedException {
        for (int index : new int[] {3, 1, 2, 0}) {
            enrol(device("device-" + index, "key-" + index, "certificate", AT));
        }
        ports.devices().revoke("device-1", AT);

        List<String> ids = IntStream.range(0, 4).mapToObj(index -> "device-" + index).toList();
        assertEquals(ids, listed(Optional.empty(), "", 10));
        assertEquals(ids.subList(1, 3),
                listed(Optional.empty(), "device-0", 2));
        assertEquals(List.of(), listed(Optional.empty(), "device-3", 10));
        assertEquals(List.of("device-1"), listed(Optional.of(true), "", 10));
        assertEquals(List.of("device-0", "device-2", "device-3"), listed(Optional.of(false), "", 10));
    }

    private List<String> listed(Optional<Boolean> revoked, String after, int limit) {
        return ports.devices().list(revoked, after, limit).stream().map(listed -> listed.device().device()).toList();
    }
}
