package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.DeviceChange;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.ListedDevice;
import io.tributary.coordinator.store.TokenRecord;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Devices and tokens in maps. */
final class MemoryDeviceStore implements DeviceStore {
    private record Token(TokenRecord row, Optional<String> usedFor) {
        private Instant expires() {
            return row.expires();
        }
    }

    private final NavigableMap<String, DeviceRecord> devices = new TreeMap<>();
    private final NavigableMap<String, Token> tokens = new TreeMap<>();
    private final Map<String, String> former = new HashMap<>();
    private final Map<String, Instant> seen = new HashMap<>();
    private final NavigableMap<Long, String> changes = new TreeMap<>();
    private long lastChange;
    private final World world;

    MemoryDeviceStore(World world) {
        this.world = world;
    }

    @Override
    public DeviceRecord enrol(DeviceRecord device, Optional<String> token) throws RejectedException {
        return world.in(() -> {
            boolean fresh = token.isPresent() && requireUsable(token.get(), device);
            requireOwnKey(device);
            DeviceRecord there = living(devices.getOrDefault(device.device(), kept(device)));
            if (!there.publicKey().equals(device.publicKey())) {
                throw new RejectedException(Reason.DEVICE_TAKEN, device.device() + " is enrolled with another key");
            }
            token.ifPresent(used -> tokens.put(used, new Token(usedBy(tokens.get(used).row(), device.device()),
                    Optional.of(use(device)))));
            boolean over = !there.expires().isAfter(device.enrolled());
            return put(fresh || over ? with(there, device.certificate(), device.expires(), there.revoked()) : there);
        });
    }

    private void requireOwnKey(DeviceRecord device) throws RejectedException {
        for (DeviceRecord other : devices.values()) {
            if (other.publicKey().equals(device.publicKey()) && !other.device().equals(device.device())) {
                throw new RejectedException(other.revoked().isPresent() ? Reason.REVOKED : Reason.DEVICE_TAKEN,
                        "the key is of " + other.device());
            }
        }
    }

    private boolean requireUsable(String hash, DeviceRecord device) throws RejectedException {
        Token token = Optional.ofNullable(tokens.get(hash))
                .orElseThrow(() -> new RejectedException(Reason.UNAUTHENTICATED, "there is no such token"));
        if (token.usedFor().isEmpty() && !token.expires().isAfter(World.kept(device.enrolled()))) {
            throw new RejectedException(Reason.EXPIRED, "the token has expired");
        }
        if (token.usedFor().isEmpty() && !token.row().bound().orElse(device.device()).equals(device.device())) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "the token is for another device");
        }
        if (token.usedFor().isPresent() && !token.usedFor().get().equals(use(device))) {
            throw new RejectedException(Reason.TOKEN_USED, "the token was used");
        }
        return token.usedFor().isEmpty();
    }

    private static TokenRecord usedBy(TokenRecord token, String device) {
        return new TokenRecord(token.sha256(), token.created(), token.expires(), token.recovers(), token.bound(),
                Optional.of(device));
    }

    private static String use(DeviceRecord device) {
        return device.device() + " " + device.publicKey();
    }

    private static DeviceRecord unrevoked(DeviceRecord device) throws RejectedException {
        if (device.revoked().isPresent()) {
            throw new RejectedException(Reason.REVOKED, device.device() + " was revoked");
        }
        return device;
    }

    private static DeviceRecord living(DeviceRecord device) throws RejectedException {
        if (unrevoked(device).cloned().isPresent()) {
            throw new RejectedException(Reason.CLONED, device.device() + " was copied");
        }
        return device;
    }

    @Override
    public DeviceRecord recover(DeviceRecord device, String hash) throws RejectedException {
        return world.in(() -> {
            boolean fresh = requireUsable(hash, device);
            requireOwnKey(device);
            DeviceRecord there = unrevoked(required(device.device()));
            boolean known = there.publicKey().equals(device.publicKey());
            if (fresh == known) {
                throw new RejectedException(fresh ? Reason.INVALID_FIELD : Reason.CLONED, "not a new key");
            }
            tokens.put(hash, new Token(usedBy(tokens.get(hash).row(), device.device()), Optional.of(use(device))));
            if (!known) {
                changed(there.device());
                former.put(there.publicKey(), there.device());
            }
            boolean over = !there.expires().isAfter(device.enrolled());
            DeviceRecord newest = fresh || over ? device : there;
            return put(new DeviceRecord(there.device(), device.publicKey(), newest.certificate(), there.enrolled(),
                    World.kept(newest.expires()), Optional.empty(), Optional.empty()));
        });
    }

    @Override
    public boolean cloned(String device, Instant now) {
        return world.in(() -> {
            DeviceRecord there = devices.get(device);
            if (there == null || there.cloned().isPresent()) {
                return false;
            }
            put(new DeviceRecord(device, there.publicKey(), there.certificate(), there.enrolled(), there.expires(),
                    there.revoked(), Optional.of(World.kept(now))));
            changed(device);
            return true;
        });
    }

    private void changed(String device) {
        changes.values().remove(device);
        changes.put(++lastChange, device);
    }

    @Override
    public List<DeviceChange> changes(long after, int limit) {
        return world.in(() -> changes.tailMap(after, false).entrySet().stream().limit(limit)
                .map(change -> new DeviceChange(change.getKey(), change.getValue())).toList());
    }

    private static DeviceRecord kept(DeviceRecord device) {
        return new DeviceRecord(device.device(), device.publicKey(), device.certificate(),
                World.kept(device.enrolled()), World.kept(device.expires()), device.revoked(), device.cloned());
    }

    private static DeviceRecord with(DeviceRecord device, SignedDocument certificate, Instant expires,
            Optional<Instant> revoked) {
        return new DeviceRecord(device.device(), device.publicKey(), certificate, device.enrolled(),
                World.kept(expires), revoked, device.cloned());
    }

    private DeviceRecord put(DeviceRecord device) {
        devices.put(device.device(), device);
        return device;
    }

    private DeviceRecord required(String device) throws RejectedException {
        return Optional.ofNullable(devices.get(device))
                .orElseThrow(() -> new RejectedException(Reason.NOT_FOUND, "no device '" + device + "' is enrolled"));
    }

    @Override
    public DeviceRecord renew(String device, SignedDocument certificate, Instant expires) throws RejectedException {
        return world.in(() -> put(with(living(required(device)), certificate, expires, Optional.empty())));
    }

    @Override
    public DeviceRecord revoke(String device, Instant now) throws RejectedException {
        return world.in(() -> {
            DeviceRecord there = required(device);
            if (there.revoked().isEmpty()) {
                changed(device);
            }
            return put(with(there, there.certificate(), there.expires(),
                    Optional.of(there.revoked().orElse(World.kept(now)))));
        });
    }

    @Override
    public Optional<DeviceRecord> find(String device) {
        return world.in(() -> Optional.ofNullable(devices.get(device)));
    }

    @Override
    public Optional<DeviceRecord> holder(String publicKey) {
        return world.in(() -> devices.values().stream().filter(device -> device.publicKey().equals(publicKey))
                .findFirst().or(() -> Optional.ofNullable(former.get(publicKey)).map(devices::get)));
    }

    @Override
    public DeviceRecord restore(String device) throws RejectedException {
        return world.in(() -> {
            DeviceRecord there = required(device);
            if (there.revoked().isPresent()) {
                changed(device);
            }
            return put(with(there, there.certificate(), there.expires(), Optional.empty()));
        });
    }

    @Override
    public List<ListedDevice> list(Optional<Boolean> revoked, String after, int limit) {
        return world.in(() -> devices.tailMap(after, false).values().stream()
                .filter(device -> revoked.isEmpty() || revoked.get() == device.revoked().isPresent()).limit(limit)
                .map(this::listed).toList());
    }

    private ListedDevice listed(DeviceRecord device) {
        return new ListedDevice(device, Optional.ofNullable(seen.get(device.device())));
    }

    @Override
    public Optional<ListedDevice> listed(String device) {
        return world.in(() -> Optional.ofNullable(devices.get(device)).map(this::listed));
    }

    @Override
    public void seen(Map<String, Instant> sightings) {
        world.in(() -> {
            sightings.forEach((device, at) -> {
                if (devices.containsKey(device)) {
                    seen.put(device, World.kept(at));
                }
            });
            return seen;
        });
    }

    @Override
    public int count() {
        return world.in(() -> (int) devices.values().stream().filter(device -> device.revoked().isEmpty()).count());
    }

    @Override
    public List<String> eligible(Instant now) {
        return world.in(() -> devices.values().stream().filter(device -> device.revoked().isEmpty()
                && device.cloned().isEmpty() && device.expires().isAfter(now)).map(DeviceRecord::device).sorted()
                .toList());
    }

    @Override
    public void requireToken(String hash, Instant now) throws RejectedException {
        Optional<Token> token = world.in(() -> Optional.ofNullable(tokens.get(hash)));
        if (token.isEmpty()) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "there is no such token");
        }
        if (token.get().usedFor().isEmpty() && !token.get().expires().isAfter(now)) {
            throw new RejectedException(Reason.EXPIRED, "the token has expired");
        }
    }

    @Override
    public void addTokens(Collection<TokenRecord> added, Instant now) {
        world.in(() -> {
            tokens.values().removeIf(token -> token.usedFor().isEmpty() && !token.expires().isAfter(now));
            added.forEach(token -> tokens.put(token.sha256(), new Token(new TokenRecord(token.sha256(),
                    World.kept(token.created()), World.kept(token.expires()), token.recovers(), token.bound(),
                    token.usedBy()),
                    Optional.empty())));
            return added;
        });
    }

    @Override
    public int unusedTokens() {
        return world.in(() -> (int) tokens.values().stream().filter(token -> token.usedFor().isEmpty()).count());
    }

    @Override
    public List<TokenRecord> tokens(Optional<Boolean> used, String after, int limit) {
        String from = after.isEmpty() ? "" : after + "g";
        return world.in(() -> tokens.tailMap(from, false).values().stream().map(Token::row)
                .filter(token -> used.isEmpty() || used.get() == token.usedBy().isPresent()).limit(limit).toList());
    }

    @Override
    public void deleteToken(String hashPrefix) throws RejectedException {
        boolean deleted = world.in(() -> tokens.keySet().removeIf(hash -> hash.startsWith(hashPrefix)));
        if (!deleted) {
            throw new RejectedException(Reason.NOT_FOUND, "there is no enrolment token " + hashPrefix + " here");
        }
    }
}
