package io.tributary.coordinator.store;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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
     * @throws RejectedException UNAUTHENTICATED if there is no such token, EXPIRED if it ended before {@code device.enrolled()},
     *         TOKEN_USED if it was used for another device or key, DEVICE_TAKEN if the device is there with another key, REVOKED if
     *         it was revoked
     */
    DeviceRecord enrol(DeviceRecord device, Optional<String> token) throws RejectedException;

    /** Replaces the certificate of a device. @throws RejectedException NOT_FOUND if there is no such device, REVOKED */
    DeviceRecord renew(String device, SignedDocument certificate, Instant expires) throws RejectedException;

    /** Revokes a device for ever; again is no change. @throws RejectedException NOT_FOUND if there is no such device */
    DeviceRecord revoke(String device, Instant now) throws RejectedException;

    /** An enrolled device, revoked or not. */
    Optional<DeviceRecord> find(String device);

    /** Devices whose ids come after {@code after}, sorted by id, at most {@code limit}. */
    List<DeviceRecord> list(String after, int limit);

    /** Number of enrolled devices that are not revoked. */
    int count();

    /** Keeps tokens, by their hex SHA-256, until they are used or expire, and forgets those that expired unused before {@code now}. */
    void addTokens(Collection<String> tokens, Instant expires, Instant now);
}
