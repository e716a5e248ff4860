package io.tributary.cli.certs;

import java.nio.file.Path;
import java.util.List;

/**
 * What was written.
 *
 * @param authority the certificate that devices and operators pin
 * @param freshAuthority whether it is new, so that it must be pinned now
 * @param files every file that was written, keys as well
 */
public record CertsMade(Path authority, boolean freshAuthority, List<Path> files) {
    /** Copies the list. */
    public CertsMade {
        files = List.copyOf(files);
    }
}
