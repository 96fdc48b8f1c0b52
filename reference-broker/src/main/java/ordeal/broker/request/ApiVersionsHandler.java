package ordeal.broker.request;

import java.util.List;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiVersionsRequest;

/**
 * Handles ApiVersions: what the listener offers. A version that is not spoken gets the range of versions that are, so that the client asks
 * again (KIP-511).
 */
public final class ApiVersionsHandler implements RequestHandler {
    private final SupportedApis apis;

    /** Tells of these APIs. */
    public ApiVersionsHandler(SupportedApis apis) {
        this.apis = apis;
    }

    @Override
    public void handle(Request request) {
        request.respond(answer(request));
    }

    private ApiVersionsResponseData answer(Request request) {
        List<SupportedApis.Range> ranges = apis.ranges(request.listener());
        if (!apis.offers(request.listener(), ApiKeys.API_VERSIONS, request.version())) {
            return answer(
                    Errors.UNSUPPORTED_VERSION,
                    ranges.stream()
                            .filter(range -> range.api() == ApiKeys.API_VERSIONS)
                            .toList());
        }
        ApiVersionsRequestData body = (ApiVersionsRequestData) request.body();
        if (!new ApiVersionsRequest(body, request.version()).isValid()) {
            return answer(Errors.INVALID_REQUEST, List.of());
        }
        return answer(Errors.NONE, ranges);
    }

    private static ApiVersionsResponseData answer(Errors error, List<SupportedApis.Range> ranges) {
        ApiVersionCollection versions = new ApiVersionCollection(ranges.size());
        for (SupportedApis.Range range : ranges) {
            versions.add(new ApiVersion()
                    .setApiKey(range.api().id)
                    .setMinVersion(range.oldest())
                    .setMaxVersion(range.newest()));
        }
        return new ApiVersionsResponseData().setErrorCode(error.code()).setApiKeys(versions);
    }
}
