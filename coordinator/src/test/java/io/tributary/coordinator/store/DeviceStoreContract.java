package io.tributary.coordinator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
        return new DeviceRecord(name, key, document(certificate), at, at.plus(LIFE), Optional.empty());
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
        ports.devices().addTokens(List.of(token), HOUR, AT);
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

        ports.devices().addTokens(List.of("new"), HOUR.plusSeconds(60), HOUR.plusSeconds(1));

        refused(Reason.UNAUTHENTICATED, () -> enrolBy("unused", device("bob", "key", "second", AT)));
        refused(Reason.TOKEN_USED, () -> enrolBy("used", device("bob", "key", "second", AT)));
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
            enrol(device("device-" + index, "key", "certificate", AT));
        }
        ports.devices().revoke("device-1", AT);

        List<String> ids = IntStream.range(0, 4).mapToObj(index -> "device-" + index).toList();
        assertEquals(ids, ports.devices().list("", 10).stream().map(DeviceRecord::device).toList());
        assertEquals(ids.subList(1, 3),
                ports.devices().list("device-0", 2).stream().map(DeviceRecord::device).toList());
        assertEquals(List.of(), ports.devices().list("device-3", 10));
    }
}
