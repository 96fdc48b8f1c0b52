package ordeal.harness.reference;

import java.util.HexFormat;
import org.apache.kafka.tools.api.Decoder;

/** Makes Kafka's tool print values in hexadecimal: their bytes are no text. */
public final class HexDecoder implements Decoder<String> {
    @Override
    public String fromBytes(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
