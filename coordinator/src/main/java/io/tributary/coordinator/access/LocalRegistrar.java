package io.tributary.coordinator.access;

import io.tributary.coordinator.signature.VerifiedOnce;
import io.tributary.protocol.RejectedException;
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
    /** Bytes of certificates of devices that speak now: some 10,000. Each comes again with every session and every report. */
    private static final int KNOWN = 8 << 20;

    private final SigningKeys keys;
    private final Duration life;
    private final InstantSource clock;
    private final VerifiedOnce<KeyChain, Certificate> known = new VerifiedOnce<>(KNOWN);

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
    public Certificate read(SignedDocument document) throws RejectedException {
        return known.of(keys(), document, (_, shown) -> Registrar.super.read(shown));
    }

    @Override
    public SignedDocument certify(String device, byte[] publicKey) {
        long now = clock.millis();
        return keys.sign(SignatureContext.CERTIFICATE, WireJson.write(
                new Certificate(Versioned.VERSION, device, publicKey, now, now + life.toMillis())));
    }
}
