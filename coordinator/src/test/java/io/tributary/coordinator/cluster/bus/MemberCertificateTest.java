package io.tributary.coordinator.cluster.bus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Sha256;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemberCertificateTest {
    /** The first key pair of RFC 8032, 7.1. */
    private static final byte[] SEED =
            HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    @Test
    void theSameSeedGivesTheSameBytesInEveryBuild() throws Exception {
        byte[] encoded = MemberCertificate.of(SEED).certificate().getEncoded();

        assertArrayEquals(encoded, MemberCertificate.of(SEED).certificate().getEncoded());
        assertEquals("9e1df619796770d54cf02633632a499edc7860c3365ababdd32e734c164310fd", Sha256.of(encoded).hex(),
                "members of another build would not believe it");
    }

    @Test
    void itsKeyIsTheOneOfTheSeedAndSignsNothingElse() throws Exception {
        X509Certificate certificate = MemberCertificate.of(SEED).certificate();
        byte[] key = certificate.getPublicKey().getEncoded();

        assertEquals(PUBLIC, HexFormat.of().formatHex(key, key.length - PUBLIC.length() / 2, key.length));
        certificate.verify(certificate.getPublicKey());
        assertEquals(-1, certificate.getBasicConstraints());
        certificate.checkValidity(Date.from(Instant.parse("9000-01-01T00:00:00Z")));
    }

    @Test
    void anotherSeedGivesAnotherKeyAndASeedHas32Bytes() {
        byte[] other = SEED.clone();
        other[31] ^= 1;

        assertNotEquals(MemberCertificate.of(SEED).certificate(), MemberCertificate.of(other).certificate());
        assertThrows(IllegalArgumentException.class, () -> MemberCertificate.of(new byte[31]));
    }

    /** Vert.x makes the options of the bus's server and client of their JSON: what gets lost there would not be asked for. */
    @Test
    void whatTheBusAsksForIsStillThereInTheOptionsOfBothSides() {
        JsonObject options = BusTls.secure(new EventBusOptions(), SEED).toJson();
        NetServerOptions server = new NetServerOptions(options);
        NetClientOptions client = new NetClientOptions(options);

        assertTrue(client.isSsl());
        assertFalse(client.isTrustAll());
        assertTrue(client.getTrustOptions() instanceof PfxOptions);
        assertTrue(client.getKeyCertOptions() instanceof PfxOptions);

        assertTrue(server.isSsl());
        assertEquals("REQUIRED", server.getClientAuth().name());
        assertEquals(Set.of("TLSv1.3"), server.getEnabledSecureTransportProtocols());
        assertEquals(10, server.getSslHandshakeTimeout());
        assertTrue(server.getKeyCertOptions() instanceof PfxOptions);
        assertTrue(server.getTrustOptions() instanceof PfxOptions);
    }

    @Test
    void theKeyIsNotPrinted() {
        assertFalse(MemberCertificate.of(SEED).toString().contains("9d61"));
    }
}
