package io.tributary.coordinator.access;

import io.tributary.protocol.Versioned;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import java.time.Duration;
import java.time.InstantSource;

/** A registrar in the coordinator's own process, with a key that it is given. */
public final class LocalRegistrar implements Registrar {
    private final SigningKey key;
    private final Duration life;
    private final InstantSource clock;

    /** Signs certificates of this life with this key. */
    public LocalRegistrar(SigningKey key, Duration life, InstantSource clock) {
        this.key = key;
        this.life = life;
        this.clock = clock;
    }

    @Override
    public VerifyingKey publicKey() {
        return key.publicKey();
    }

    @Override
    public SignedDocument certify(String device, byte[] publicKey) {
        long now = clock.millis();
        return key.sign(SignatureContext.CERTIFICATE, WireJson.write(
                new Certificate(Versioned.VERSION, device, publicKey, now, now + life.toMillis())));
    }
}
