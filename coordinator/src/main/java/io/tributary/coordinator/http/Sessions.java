package io.tributary.coordinator.http;

import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionProof;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.VerifyingKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of devices, in memory: a restart ends them, and devices open new ones. A device has one session, the newest, so
 * they are bounded by the population. A token is 256 random bits looked up in a hash map: guessing one by timing would take
 * its hash to be steered, which randomness does not allow. Thread-safe.
 */
final class Sessions {
    static final Duration LENGTH = Duration.ofMinutes(10);
    static final Duration CLOCK_WINDOW = Duration.ofMinutes(5);
    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Session(String device, Instant expires) {}

    private final DeviceStore devices;
    private final InstantSource clock;
    private final UsedNonces nonces = new UsedNonces();
    private final Map<String, Session> byToken = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();

    Sessions(DeviceStore devices, InstantSource clock) {
        this.devices = devices;
        this.clock = clock;
    }

    /** Opens a session for the device that signed a proof. Blocks on storage. */
    SessionGrant open(SignedDocument document) throws RejectedException {
        SessionProof claim = WireJson.readDocument(document.payload(), SessionProof.class);
        DeviceRecord device = devices.find(claim.device()).orElseThrow(
                () -> new RejectedException(Reason.UNAUTHENTICATED, "no device '" + claim.device() + "' is enrolled"));
        VerifyingKey.of(Base64.getDecoder().decode(device.publicKey())).verify(document);
        requireFresh(claim);
        return grant(claim.device());
    }

    private void requireFresh(SessionProof proof) throws RejectedException {
        Instant now = clock.instant();
        Duration off = Duration.between(Instant.ofEpochMilli(proof.issued()), now).abs();
        if (off.compareTo(CLOCK_WINDOW) > 0) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "the proof's time is " + off.toSeconds()
                    + " s from the coordinator's clock; at most " + CLOCK_WINDOW.toSeconds() + " s are allowed");
        }
        nonces.use(proof.device() + " " + proof.nonce(), now, now.plus(CLOCK_WINDOW.multipliedBy(2)));
    }

    private synchronized SessionGrant grant(String device) {
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Instant expires = clock.instant().plus(LENGTH);
        String before = tokens.put(device, token);
        if (before != null) {
            byToken.remove(before);
        }
        byToken.put(token, new Session(device, expires));
        return new SessionGrant(token, expires.toEpochMilli());
    }

    /** The device whose session this token is. */
    Optional<String> device(@Nullable String token) {
        return Optional.ofNullable(token).flatMap(this::find).map(Session::device);
    }

    private synchronized Optional<Session> find(String token) {
        return Optional.ofNullable(byToken.get(token)).filter(session -> clock.instant().isBefore(session.expires()));
    }
}
