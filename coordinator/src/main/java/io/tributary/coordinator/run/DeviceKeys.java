package io.tributary.coordinator.run;

import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.identity.VerifyingKey;

/** With which key each device signs. May block. Thread-safe. */
@FunctionalInterface
public interface DeviceKeys {
    /** The key of a device. @throws RejectedException UNAUTHENTICATED if it is not enrolled, or nobody vouches for its key */
    VerifyingKey of(String device) throws RejectedException;
}
