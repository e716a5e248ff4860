package io.tributary.loadtest.members;

import io.tributary.localcluster.ClusterAccess;
import java.io.IOException;
import java.util.List;

/** Where members are. */
interface Network extends AutoCloseable {
    /** Address of a member, 1 or more, for other members. */
    String host(int member);

    /** What starts a process there. */
    List<String> prefix(int member);

    /** Address of a member for devices, beside loopback; empty if that is enough. */
    String front(int member);

    /** How the stores are reached from there. */
    ClusterAccess seen(ClusterAccess stores) throws IOException;

    /** Lets devices of this machine reach a port of a member at the same port of loopback. */
    void reach(int member, int port) throws IOException;

    @Override
    void close() throws IOException;

    /** All of them on loopback. */
    final class Loopback implements Network {
        @Override
        public String host(int member) {
            return "127.0.0.1";
        }

        @Override
        public String front(int member) {
            return "";
        }

        @Override
        public List<String> prefix(int member) {
            return List.of();
        }

        @Override
        public ClusterAccess seen(ClusterAccess stores) {
            return stores;
        }

        @Override
        public void reach(int member, int port) {}

        @Override
        public void close() {}
    }
}
