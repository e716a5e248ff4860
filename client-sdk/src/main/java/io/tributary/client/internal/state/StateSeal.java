package io.tributary.client.internal.state;

import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.file.WrappingKeyFile;
import io.tributary.secureagg.seal.WrappingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Seals a device's state (AES-256-GCM) under a key of its own, bound to the device, the run and what it is (I5): nobody else can read it,
 * alter it, or put one in the place of another.
 */
final class StateSeal {
    static final int OVERHEAD = WrappingKey.OVERHEAD;
    private static final String KEY = "state.key";
    private final WrappingKeyFile key;
    private final String context;

    private StateSeal(WrappingKeyFile key, String context) {
        this.key = key;
        this.context = context;
    }

    static StateSeal open(Path home, String device) throws IOException {
        return new StateSeal(WrappingKeyFile.open(home.resolve(KEY)), "tributary/state/1 " + device);
    }

    /** Bound to one thing more. */
    StateSeal of(String what) {
        return new StateSeal(key, context + " " + what);
    }

    byte[] seal(byte[] plain) throws IOException {
        return key.wrap(plain, bytes());
    }

    byte[] open(byte[] sealed) throws RejectedException, IOException {
        return key.unwrap(sealed, bytes());
    }

    private byte[] bytes() {
        return context.getBytes(StandardCharsets.US_ASCII);
    }
}
