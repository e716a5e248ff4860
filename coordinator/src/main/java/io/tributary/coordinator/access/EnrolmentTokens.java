package io.tributary.coordinator.access;

import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.TokensMinted;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Makes one-time tokens, of which only the SHA-256 is kept: 256 random bits need no slower hash. Thread-safe. */
public final class EnrolmentTokens {
    private static final int TOKEN_BYTES = 32;
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DeviceStore devices;
    private final InstantSource clock;

    /** Keeps their hashes in this store. */
    public EnrolmentTokens(DeviceStore devices, InstantSource clock) {
        this.devices = devices;
        this.clock = clock;
    }

    /** Makes tokens; this is the only time that they are seen. @throws RejectedException INVALID_FIELD if the time is wrong */
    public TokensMinted mint(TokenRequest request) throws RejectedException {
        Instant now = clock.instant();
        if (request.expires() <= now.toEpochMilli() || request.expires() > now.plus(LONGEST).toEpochMilli()) {
            throw new RejectedException(Reason.INVALID_FIELD, "expires must be after now, " + now.toEpochMilli()
                    + ", and within " + LONGEST.toDays() + " days, not " + request.expires());
        }
        List<String> tokens = Stream.generate(EnrolmentTokens::random).limit(request.count()).toList();
        devices.addTokens(tokens.stream().map(EnrolmentTokens::hash).toList(),
                Instant.ofEpochMilli(request.expires()), now);
        return new TokensMinted(tokens, request.expires());
    }

    /** 256 random bits in base64url. */
    public static String random() {
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What is kept of a token. */
    public static String hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
