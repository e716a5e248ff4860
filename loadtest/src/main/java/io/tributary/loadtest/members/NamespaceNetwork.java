package io.tributary.loadtest.members;

import io.tributary.localcluster.ClusterAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace a member; needs root. A bridge joins members to each other and to the stores; a pair of interfaces of its own leads
 * from each member to the devices, so that they reach a member that is cut off from all others.
 */
final class NamespaceNetwork implements Network {
    private static final String BACK = "10.97.0.";
    private static final String STORES = BACK + "254";
    private final String id = Long.toString(ProcessHandle.current().pid() % 100_000);
    private final String bridge = "tb" + id;
    private final List<Integer> members = new ArrayList<>();
    private final List<Relay> relays = new ArrayList<>();

    /** Makes it for so many members. */
    static NamespaceNetwork of(int members) throws IOException {
        NamespaceNetwork network = new NamespaceNetwork();
        boolean made = false;
        try {
            network.make(members);
            made = true;
            return network;
        } finally {
            if (!made) {
                network.close();
            }
        }
    }

    private void make(int count) throws IOException {
        ip("link add " + bridge + " type bridge");
        ip("addr add " + STORES + "/24 dev " + bridge);
        ip("link set " + bridge + " up");
        for (int member = 1; member <= count; member++) {
            members.add(member);
            ip("netns add " + space(member));
            inside(member, "link set lo up");
            pair(member, "b", host(member) + "/24");
            ip("link set " + link(member, "b") + " master " + bridge);
            pair(member, "f", front(member) + "/30");
            ip("addr add " + near(member) + "/30 dev " + link(member, "f"));
        }
    }

    private void pair(int member, String kind, String address) throws IOException {
        ip("link add " + link(member, kind) + " type veth peer name " + kind + "0 netns " + space(member));
        ip("link set " + link(member, kind) + " up");
        inside(member, "addr add " + address + " dev " + kind + "0");
        inside(member, "link set " + kind + "0 up");
    }

    /** Cuts a member off from the others and from the stores: nothing arrives, and nothing is refused. */
    void cut(int member) throws IOException {
        ip("link set " + link(member, "b") + " nomaster");
    }

    void heal(int member) throws IOException {
        ip("link set " + link(member, "b") + " master " + bridge);
    }

    private String space(int member) {
        return "trib" + id + "-" + member;
    }

    private String link(int member, String kind) {
        return "tv" + id + kind + member;
    }

    @Override
    public String host(int member) {
        return BACK + member;
    }

    @Override
    public String front(int member) {
        return "10.97." + (100 + member) + ".1";
    }

    private static String near(int member) {
        return "10.97." + (100 + member) + ".2";
    }

    @Override
    public List<String> prefix(int member) {
        return List.of("ip", "netns", "exec", space(member));
    }

    @Override
    public ClusterAccess seen(ClusterAccess stores) throws IOException {
        ClusterAccess.Postgres database = stores.postgres();
        ClusterAccess.S3 s3 = stores.s3();
        int databasePort = relay(STORES, 0, "127.0.0.1", database.port());
        int s3Port = relay(STORES, 0, s3.endpoint().getHost(), s3.endpoint().getPort());
        return new ClusterAccess(
                new ClusterAccess.Postgres(STORES, databasePort, database.database(), database.user(),
                        database.password()),
                new ClusterAccess.S3(URI.create("http://" + STORES + ":" + s3Port), s3.region(), s3.bucket(),
                        s3.keyBucket(), s3.accessKey(), s3.secretKey()));
    }

    @Override
    public void reach(int member, int port) throws IOException {
        relay("127.0.0.1", port, front(member), port);
    }

    private int relay(String at, int port, String host, int target) throws IOException {
        relays.add(Relay.start(new InetSocketAddress(InetAddress.ofLiteral(at), port),
                new InetSocketAddress(InetAddress.ofLiteral(host), target)));
        return relays.getLast().port();
    }

    private void inside(int member, String command) throws IOException {
        ip("-n " + space(member) + " " + command);
    }

    private static void ip(String command) throws IOException {
        try {
            List<String> words = new ArrayList<>(List.of("ip"));
            words.addAll(List.of(command.split(" ")));
            int code = new ProcessBuilder(words).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IOException("ip " + command + " ended with " + code + "; namespaces need root");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    @Override
    public void close() throws IOException {
        for (Relay relay : relays) {
            relay.close();
        }
        for (int member : members) {
            ip("netns del " + space(member));
        }
        ip("link del " + bridge);
    }
}
