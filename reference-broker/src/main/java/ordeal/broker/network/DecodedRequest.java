package ordeal.broker.network;

import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * A frame as a request.
 *
 * @param answerVersion the version that the answer is written in; another one only for an ApiVersions request from the future
 * @param clientId empty when there is none
 */
record DecodedRequest(
        ApiKeys api, short version, short answerVersion, int correlationId, String clientId, ApiMessage body) {}
