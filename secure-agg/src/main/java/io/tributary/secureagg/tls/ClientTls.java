package io.tributary.secureagg.tls;

import io.tributary.protocol.Fields;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * How a client of a coordinator speaks TLS. Immutable.
 *
 * @param authorities the only ones that are believed; those of the JVM if empty
 * @param identity what the client shows if it is asked (mTLS); nothing if empty
 */
public record ClientTls(Optional<Authorities> authorities, Optional<TlsIdentity> identity) {
    /** The one version of TLS that is spoken (RFC 8446). */
    public static final String VERSION = "TLSv1.3";
    /** Believes whom the JVM believes, and shows nothing. */
    public static final ClientTls USUAL = new ClientTls(Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if one is null */
    public ClientTls {
        Fields.given("authorities", authorities);
        Fields.given("identity", identity);
    }

    /** Believes these authorities alone, and shows nothing. */
    public static ClientTls believing(Authorities pinned) {
        return new ClientTls(Optional.of(Fields.given("pinned", pinned)), Optional.empty());
    }

    /** The same, showing a certificate. */
    public ClientTls showing(TlsIdentity own) {
        return new ClientTls(authorities, Optional.of(Fields.given("own", own)));
    }

    /** The same as the JDK has it; host names are for the user of it to verify. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance(VERSION);
            context.init(identity.map(own -> new KeyManager[] {own.keyManager()}).orElse(null),
                    authorities.map(pinned -> new TrustManager[] {pinned.trustManager()}).orElse(null), null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no " + VERSION, impossible);
        }
    }

    /** {@link #VERSION} and no other: a context of that name would speak 1.2 as well. */
    public SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {VERSION});
        return parameters;
    }

    /** Why a connection failed, if it was for TLS: what was wrong with the peer's certificate or with ours, in words. */
    public Optional<String> explain(Throwable failure) {
        return TlsRefusal.of(Fields.given("failure", failure), this);
    }
}
