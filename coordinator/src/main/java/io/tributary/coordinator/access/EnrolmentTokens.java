package io.tributary.coordinator.access;

import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.TokenRecord;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.TokenPage;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.TokenView;
import io.tributary.protocol.message.TokensMinted;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes one-time tokens, of which only the SHA-256 is kept: 256 random bits need no slower hash. Thread-safe. */
public final class EnrolmentTokens {
    private static final int TOKEN_BYTES = 32;
    private static final int ID_CHARACTERS = 32;
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final Duration USUAL = Duration.ofDays(1);
    /** Whoever has so many tokens made does it by mistake. */
    private static final int MOST_UNUSED = 100_000;
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
        long expires = expires(request, now);
        if (devices.unusedTokens() + request.count() > MOST_UNUSED) {
            throw new RejectedException(Reason.INVALID_FIELD, "count: " + devices.unusedTokens()
                    + " tokens are not used yet, and there may be " + MOST_UNUSED + "; delete some");
        }
        return kept(Stream.generate(EnrolmentTokens::random).limit(request.count()).toList(),
                false, Optional.ofNullable(request.device()), now, expires);
    }

    /**
     * Makes a token by which an enrolled device gets another key, so that copies of what it was are void. It is good for a day. Blocks on
     * storage.
     *
     * @throws RejectedException NOT_FOUND if there is no such device, REVOKED
     */
    public TokensMinted recover(String device) throws RejectedException {
        DeviceRecord there = devices.find(device)
                .orElseThrow(() -> new RejectedException(Reason.NOT_FOUND, "no device '" + device + "' is enrolled"));
        if (there.revoked().isPresent()) {
            throw new RejectedException(Reason.REVOKED, device + " was revoked at " + there.revoked().get()
                    + "; restore it first");
        }
        Instant now = clock.instant();
        return kept(List.of(TokensMinted.RECOVERS + random()), true, Optional.of(device), now,
                now.plus(USUAL).toEpochMilli());
    }

    private TokensMinted kept(List<String> tokens, boolean recovers, Optional<String> bound, Instant now,
            long expires) {
        devices.addTokens(tokens.stream().map(token -> new TokenRecord(hash(token), now, Instant.ofEpochMilli(expires),
                recovers, bound, Optional.empty())).toList(), now);
        return new TokensMinted(tokens, tokens.stream().map(EnrolmentTokens::hash).map(EnrolmentTokens::id).toList(),
                expires);
    }

    private static long expires(TokenRequest request, Instant now) throws RejectedException {
        long expires = Objects.requireNonNullElseGet(request.expires(), () -> now.plus(USUAL).toEpochMilli());
        if (expires <= now.toEpochMilli() || expires > now.plus(LONGEST).toEpochMilli()) {
            throw new RejectedException(Reason.INVALID_FIELD, "expires must be after now, " + now.toEpochMilli()
                    + ", and within " + LONGEST.toDays() + " days, not " + expires);
        }
        return expires;
    }

    /**
     * A page of the tokens, sorted by id. Blocks on storage.
     *
     * @param used only those that were used, or only those that were not; all if empty
     * @param after the page begins after this id; empty for the first page
     */
    public TokenPage page(Optional<Boolean> used, String after, int limit) {
        List<TokenRecord> found = devices.tokens(used, after, limit + 1);
        return new TokenPage(found.stream().limit(limit).map(this::view).toList(),
                found.size() > limit ? id(found.get(limit - 1).sha256()) : null);
    }

    private TokenView view(TokenRecord token) {
        boolean over = !clock.instant().isBefore(token.expires());
        TokenView.State state = token.usedBy().isPresent() ? TokenView.State.USED
                : over ? TokenView.State.EXPIRED : TokenView.State.UNUSED;
        return new TokenView(id(token.sha256()), token.created().toEpochMilli(), token.expires().toEpochMilli(),
                token.recovers() ? TokenView.Kind.RECOVERY : TokenView.Kind.ENROLMENT, state,
                token.usedBy().or(token::bound).orElse(null));
    }

    /** Withdraws a token; a device that it enrolled stays enrolled. Blocks on storage. @throws RejectedException NOT_FOUND */
    public void withdraw(String id) throws RejectedException {
        devices.deleteToken(TokenView.requireId(id));
    }

    private static String id(String sha256) {
        return sha256.substring(0, ID_CHARACTERS);
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
