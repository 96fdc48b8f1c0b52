package ordeal.broker.coordination;

import java.nio.charset.StandardCharsets;

/** The contents of the two znodes that say who is controller. */
public final class ControllerZnode {
    private ControllerZnode() {}

    /** What a broker that becomes controller writes into {@code /controller}. */
    public static byte[] encode(int brokerId, long epochMs) {
        return ZnodeJson.bytes(ZnodeJson.object(2)
                .put("brokerid", brokerId)
                .put("timestamp", Long.toString(epochMs))
                .put("kraftControllerEpoch", -1));
    }

    /**
     * Whom {@code /controller} names.
     *
     * @throws MalformedZnodeException when it names nobody
     */
    public static int brokerId(byte[] data) {
        return ZnodeJson.integer("/controller", ZnodeJson.parse("/controller", data), "brokerid");
    }

    /** What to write into {@code /controller_epoch}. */
    public static byte[] encodeEpoch(int controllerEpoch) {
        return Integer.toString(controllerEpoch).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The number in {@code /controller_epoch}.
     *
     * @throws MalformedZnodeException when it holds none
     */
    public static int epoch(byte[] data) {
        try {
            return Integer.parseInt(ZnodeJson.text(data));
        } catch (NumberFormatException e) {
            throw new MalformedZnodeException("/controller_epoch is no number: " + ZnodeJson.text(data), e);
        }
    }
}
