package io.tributary.secureagg.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Turns what the JDK says of a failed handshake into what the user can mend. */
final class TlsRefusal {
    private static final int DEEPEST = 16;

    private TlsRefusal() {}

    static Optional<String> of(Throwable failure, ClientTls tls) {
        if (causes(failure).noneMatch(cause -> cause instanceof SSLException)) {
            return Optional.empty();
        }
        if (has(failure, CertificateExpiredException.class) || has(failure, CertificateNotYetValidException.class)) {
            return Optional.of("the coordinator's certificate has expired or does not hold yet: renew it with "
                    + "./tributary certs --force, or set the clock of this machine");
        }
        if (has(failure, CertPathBuilderException.class)) {
            return Optional.of(tls.authorities()
                    .map(pinned -> "the coordinator's certificate is not of the pinned authority " + pinned.file()
                            + ": somebody else answers there, or the coordinator has another authority now")
                    .orElse("the coordinator's certificate is of no authority that this JVM believes: "
                            + "pin the one that signed it, its ca.pem"));
        }
        Optional<Throwable> certificate = causes(failure).filter(CertificateException.class::isInstance)
                .reduce((outer, inner) -> inner);
        return certificate.isPresent()
                ? Optional.of("the coordinator's certificate is not good for this address: "
                        + certificate.get().getMessage())
                : alert(failure, tls);
    }

    /** What the peer said before it closed: the alerts of RFC 8446, 6.2. */
    private static Optional<String> alert(Throwable failure, ClientTls tls) {
        String said = causes(failure).map(cause -> String.valueOf(cause.getMessage())).reduce("", String::concat);
        if (said.contains("certificate_required") || said.contains("bad_certificate")
                || said.contains("certificate_unknown") || said.contains("unknown_ca")) {
            return Optional.of(tls.identity()
                    .map(own -> "the coordinator refused the client certificate that was shown, " + own
                            + ": it is not of an authority that it believes, or has expired")
                    .orElse("the coordinator wants a client certificate, and none was shown (mTLS)"));
        }
        if (said.contains("protocol_version") || said.contains("selected protocol version")) {
            return Optional
                    .of("what answers there does not speak " + ClientTls.VERSION + ", which is the one version that is "
                            + "offered here; TLS 1.2 and older are not spoken: a proxy in between must speak 1.3 ("
                            + last(failure) + ")");
        }
        if (said.contains("terminated the handshake")) {
            return Optional.of("what answers there ended the handshake without a word, as one may that does not speak "
                    + ClientTls.VERSION + ", which is the one version that is offered here");
        }
        if (said.contains("not an SSL/TLS record")
                || said.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")) {
            return Optional.of("the coordinator answers, but not in TLS: its address begins with http://");
        }
        return Optional.empty();
    }

    private static String last(Throwable failure) {
        return causes(failure).reduce((outer, inner) -> inner).map(cause -> String.valueOf(cause.getMessage()))
                .orElse("");
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).anyMatch(type::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
    }
}
