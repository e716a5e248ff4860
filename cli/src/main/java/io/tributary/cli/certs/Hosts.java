package io.tributary.cli.certs;

import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;

/** The hosts that a coordinator's certificate is for, as subject alternative names (RFC 5280, 4.2.1.6). */
final class Hosts {
    /** This machine, for itself alone. */
    static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

    private Hosts() {}

    static GeneralNames names(List<String> hosts) throws CertsException {
        GeneralName[] names = new GeneralName[hosts.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = name(hosts.get(i));
        }
        return new GeneralNames(names);
    }

    private static GeneralName name(String host) throws CertsException {
        if (IPAddress.isValid(host)) {
            return new GeneralName(GeneralName.iPAddress, host);
        }
        if (!NAME.matcher(host).matches() || NUMBERS.matcher(host).matches()) {
            throw new CertsException(
                    "'" + host + "' is no host: give a name such as fl.example.org, or an address such as "
                            + "192.0.2.7 or 2001:db8::1, without a port");
        }
        return new GeneralName(GeneralName.dNSName, host);
    }
}
