package io.tributary.cli.certs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Which certificates are wanted.
 *
 * @param out folder that they go into
 * @param hosts names and addresses that the coordinator's is for; if empty, it is for loopback, and one that is there stays
 * @param life how long they hold, at most as long as their authority
 * @param devices names of devices that get one each
 * @param force whether certificates that are there are made anew; the authority, which devices pin, stays all the same
 */
public record CertsRequest(Path out, List<String> hosts, Duration life, List<String> devices, boolean force) {
    /** Copies the lists. */
    public CertsRequest {
        hosts = List.copyOf(hosts);
        devices = List.copyOf(devices);
    }
}
