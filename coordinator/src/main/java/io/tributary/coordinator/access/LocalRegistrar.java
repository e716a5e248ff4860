package io.tributary.coordinator.access;

import io.tributary.protocol.Versioned;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.Duration;
import java.time.InstantSource;

/** A registrar in the coordinator's own process, with keys that it is given. */
public final class LocalRegistrar implements Registrar {
    private final SigningKeys keys;
    private final Duration life;
    private final InstantSource clock;

    /** Signs certificates of this life with the key of its purpose. */
    public LocalRegistrar(SigningKeys keys, Duration life, InstantSource clock) {
        this.keys = keys;
        this.life = life;
        this.clock = clock;
    }

    @Override
    public KeyChain keys() {
        return keys.chain();
    }

    @Override
    public SignedDocument certify(String device, byte[] publicKey) {
        long now = clock.millis();
        return keys.sign(SignatureContext.CERTIFICATE, WireJson.write(
                new Certificate(Versioned.VERSION, device, publicKey, now, now + life.toMillis())));
    }
}
