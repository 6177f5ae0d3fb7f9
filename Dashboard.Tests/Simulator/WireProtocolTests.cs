using System.Buffers.Binary;
using System.Formats.Cbor;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Dashboard.Simulator;
using Dashboard.Simulator.Wire;

namespace Dashboard.Tests.Simulator;

public sealed class WireProtocolTests
{
    private const string Ecs = "AmazonEC2ContainerServiceV20141113.";
    private static readonly XNamespace Elb = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

    [Fact]
    public async Task A_request_without_a_signature_is_refused()
    {
        await using var aws = await SimulatedAws.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = Json("{}") };
        request.Headers.Add("X-Amz-Target", Ecs + "ListClusters");

        using var answer = await aws.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("MissingAuthenticationTokenException", await TextAsync(answer), StringComparison.Ordinal);
        Assert.True(answer.Headers.Contains("x-amzn-RequestId"));
    }

    [Fact]
    public async Task The_signature_s_Region_chooses_the_clusters()
    {
        await using var aws = await SimulatedAws.StartAsync();

        var (_, production) = await aws.CallAsync(Ecs + "ListClusters", new { });
        var (_, staging) = await aws.CallAsync(Ecs + "ListClusters", new { }, SimulatedWorld.Staging);
        var (_, elsewhere) = await aws.CallAsync(Ecs + "ListClusters", new { }, "us-east-1");

        Assert.Contains("cluster/payments", production.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("cluster/shop-staging", staging.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, elsewhere.GetProperty("clusterArns").GetArrayLength());
    }

    [Fact]
    public async Task An_unknown_operation_and_a_body_that_is_not_JSON_are_refused_by_name()
    {
        await using var aws = await SimulatedAws.StartAsync();

        var (status, body) = await aws.CallAsync(Ecs + "DeleteEverything", new { });
        using var broken = Signed(Json("{"), Ecs + "ListClusters");
        using var answer = await aws.Http.SendAsync(broken, TestContext.Current.CancellationToken);

        Assert.Equal((400, "UnknownOperationException"), (status, body.GetProperty("__type").GetString()));
        Assert.Contains("SerializationException", await TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gzipped_body_is_read()
    {
        await using var aws = await SimulatedAws.StartAsync();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("""{"clusters":["shop"]}"""), TestContext.Current.CancellationToken);
        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-amz-json-1.1");
        using var request = Signed(content, Ecs + "DescribeClusters");

        using var answer = await aws.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains("\"clusterName\":\"shop\"", await TextAsync(answer), StringComparison.Ordinal);
        Assert.Equal("application/x-amz-json-1.1", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task CloudWatch_answers_CBOR_with_tagged_instants()
    {
        await using var aws = await SimulatedAws.StartAsync();
        using var answer = await CborAsync(aws, "DescribeAlarms", writer =>
        {
            writer.WriteStartMap(1);
            writer.WriteTextString("MaxRecords");
            writer.WriteInt32(1);
            writer.WriteEndMap();
        });

        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal("rpc-v2-cbor", answer.Headers.GetValues("smithy-protocol").Single());
        Assert.Contains("StateValue", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.True(bytes.AsSpan().IndexOf([(byte)0xC1, (byte)0xFB]) > 0, "no instant under tag 1 as a double");
    }

    [Fact]
    public async Task A_CBOR_error_names_its_code_for_query_compatible_clients()
    {
        await using var aws = await SimulatedAws.StartAsync();

        using var answer = await CborAsync(aws, "GetMetricData", writer =>
        {
            writer.WriteStartMap(0);
            writer.WriteEndMap();
        });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("ValidationError;Sender", answer.Headers.GetValues("x-amzn-query-error").Single());
    }

    [Fact]
    public async Task Load_balancing_answers_XML_and_its_errors_are_Query_errors()
    {
        await using var aws = await SimulatedAws.StartAsync();

        var groups = await QueryAsync(aws, new() { ["Action"] = "DescribeTargetGroups", ["Version"] = "2015-12-01" });
        var missing = await QueryAsync(aws, new() { ["Action"] = "DescribeTargetGroups", ["Version"] = "2015-12-01", ["Names.member.1"] = "no-such-group" });

        Assert.NotEmpty(groups.Descendants(Elb + "TargetGroupArn"));
        Assert.Equal("TargetGroupNotFound", missing.Descendants(Elb + "Code").Single().Value);
    }

    [Fact]
    public async Task A_role_that_was_assumed_signs_what_it_registers()
    {
        await using var aws = await SimulatedAws.StartAsync();
        var sts = XNamespace.Get("https://sts.amazonaws.com/doc/2011-06-15/");
        var assumed = await QueryAsync(aws, new() { ["Action"] = "AssumeRole", ["Version"] = "2011-06-15", ["RoleArn"] = "arn:aws:iam::111122223333:role/dashboard/writer", ["RoleSessionName"] = "ada" });
        var key = assumed.Descendants(sts + "AccessKeyId").Single().Value;
        using var request = Signed(Json("""{"family":"cart","containerDefinitions":[{"name":"cart","image":"cart:v9","essential":true,"memory":128}]}"""), Ecs + "RegisterTaskDefinition", key);

        using var answer = await aws.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains("arn:aws:sts::111122223333:assumed-role/writer/ada", await TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_carries_its_lengths_and_both_checksums()
    {
        var frame = EventStream.Event("sessionStart", new Shape { ["sessionId"] = "a" });

        Assert.Equal((uint)frame.Length, BinaryPrimitives.ReadUInt32BigEndian(frame));
        Assert.Equal(EventStream.Checksum(frame.AsSpan(0, 8)), BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(8)));
        Assert.Equal(EventStream.Checksum(frame.AsSpan(0, frame.Length - 4)), BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(frame.Length - 4)));
        Assert.Equal(0xCBF43926u, EventStream.Checksum("123456789"u8));
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/x-amz-json-1.1"));

    private static HttpRequestMessage Signed(HttpContent content, string target, string key = "AKIATEST")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        request.Headers.Add("X-Amz-Target", target);
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={key}/20260131/eu-west-1/ecs/aws4_request, SignedHeaders=host, Signature=00");
        return request;
    }

    private static async Task<HttpResponseMessage> CborAsync(SimulatedAws aws, string operation, Action<CborWriter> write)
    {
        var writer = new CborWriter();
        write(writer);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/service/GraniteServiceVersion20100801/operation/" + operation) { Content = new ByteArrayContent(writer.Encode()) };
        SimulatedAws.Sign(request);
        return await aws.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<XDocument> QueryAsync(SimulatedAws aws, Dictionary<string, string> form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new FormUrlEncodedContent(form) };
        SimulatedAws.Sign(request);
        using var answer = await aws.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return XDocument.Parse(await TextAsync(answer));
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
