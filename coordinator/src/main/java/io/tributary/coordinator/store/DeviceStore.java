package io.tributary.coordinator.store;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The population, and the tokens by which devices join it. Instants are kept to the millisecond. Thread-safe. Every method
 * throws {@link StoreException} if storage breaks.
 */
public interface DeviceStore {
    /**
     * Enrols a device, all or nothing. Again with the same key finds it as it is, unless a fresh token was used for it or its
     * certificate ended before {@code device.enrolled()}: then it has the new certificate.
     *
     * @param token hex SHA-256 of the token to be used up, by one statement that decides who uses it; empty where none is needed
     * @throws RejectedException UNAUTHENTICATED if there is no such token or it is bound to another device, EXPIRED if it ended before
     *         {@code device.enrolled()}, TOKEN_USED if it was used for another device or key, DEVICE_TAKEN if the device is there with
     *         another key or the key is another device's, REVOKED if the device, or the device that has the key, was revoked,
     *         CLONED if two copies of it were seen
     */
    DeviceRecord enrol(DeviceRecord device, Optional<String> token) throws RejectedException;

    /**
     * Gives a device another key and certificate, all or nothing: what has the old key is it no more, and copies that were seen of it count
     * no more. The same again finds it as it is.
     *
     * @param token hex SHA-256 of a token that is bound to the device, to be used up
     * @throws RejectedException as {@link #enrol}; NOT_FOUND if there is no such device, INVALID_FIELD if the key is its old one, CLONED if
     *         it has been given a third one since
     */
    DeviceRecord recover(DeviceRecord device, String token) throws RejectedException;

    /**
     * Two copies of a device were seen.
     *
     * @return whether that is new
     */
    boolean cloned(String device, Instant now);

    /** Replaces the certificate of a device. @throws RejectedException NOT_FOUND if there is no such device, REVOKED, CLONED */
    DeviceRecord renew(String device, SignedDocument certificate, Instant expires) throws RejectedException;

    /** Takes a revocation back; of a device that is not revoked it is no change. @throws RejectedException NOT_FOUND */
    DeviceRecord restore(String device) throws RejectedException;

    /** Revokes a device; again is no change. @throws RejectedException NOT_FOUND if there is no such device */
    DeviceRecord revoke(String device, Instant now) throws RejectedException;

    /** An enrolled device, revoked or not. */
    Optional<DeviceRecord> find(String device);

    /**
     * The device that is enrolled with a key, or was before it was recovered, revoked or not.
     *
     * @param publicKey as records have it
     */
    Optional<DeviceRecord> holder(String publicKey);

    /**
     * Devices whose ids come after {@code after}, sorted by id, at most {@code limit}.
     *
     * @param revoked only those that are revoked, or only those that are not; all if empty
     */
    List<ListedDevice> list(Optional<Boolean> revoked, String after, int limit);

    /** An enrolled device, as {@link #list} has it. */
    Optional<ListedDevice> listed(String device);

    /** Keeps when devices were seen last; a device that is not there is passed over. */
    void seen(Map<String, Instant> devices);

    /** Ids of the devices that may take part, sorted: not revoked, not copied, with a certificate that has not ended. */
    List<String> eligible(Instant now);

    /** Number of enrolled devices that are not revoked. */
    int count();

    /**
     * Passes if there is such a token and it was used, or holds still.
     *
     * @param token its hex SHA-256
     * @throws RejectedException UNAUTHENTICATED if there is no such token, EXPIRED if it was not used in time
     */
    void requireToken(String token, Instant now) throws RejectedException;

    /** Keeps tokens that are not used yet, and forgets those that expired unused before {@code now}. */
    void addTokens(Collection<TokenRecord> tokens, Instant now);

    /** Number of tokens that were not used, expired or not. */
    int unusedTokens();

    /**
     * Tokens sorted by their hash, at most {@code limit}.
     *
     * @param used only those that were used, or only those that were not; all if empty
     * @param after the page begins after hashes that begin so; empty for all
     */
    List<TokenRecord> tokens(Optional<Boolean> used, String after, int limit);

    /** Deletes the token whose hash begins so. @throws RejectedException NOT_FOUND if there is none */
    void deleteToken(String hashPrefix) throws RejectedException;

    /**
     * The last change of each device that was revoked, restored, found to be copied, or recovered after a change of this number, in order;
     * 0 for all. What did not change anything is none.
     */
    List<DeviceChange> changes(long after, int limit);
}
