package io.tributary.coordinator.access.session;

import io.tributary.protocol.message.SessionLink;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A device that goes on with its sessions, or a copy of it. */
final class Device {
    private final SigningKey key;
    private final SignedDocument certificate;
    private final AtomicInteger drawn;
    private String last;

    Device(SigningKey key, SignedDocument certificate, AtomicInteger drawn) {
        this.key = key;
        this.certificate = certificate;
        this.drawn = drawn;
    }

    Device copied() {
        Device copy = new Device(key, certificate, drawn);
        copy.last = last;
        return copy;
    }

    SigningKey key() {
        return key;
    }

    SignedDocument certificate() {
        return certificate;
    }

    /** What it shows with its next opening. */
    SessionLink next() {
        String previous = last;
        last = String.format(Locale.ROOT, "%022d", drawn.incrementAndGet());
        return new SessionLink(previous, last);
    }
}
