using System.Globalization;
using System.Text;
using System.Text.Json;
using IncidentBot.Slack.Receiving;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SlackSignatureTests
{
    private const string Secret = "s3cret-of-mine";
    private const string Timestamp = "1777888999";
    private const string Body = """{"type":"url_verification","challenge":"ä"}""";
    private const string Signature = "v0=9e92cc19d78eb921a11d7bbb759ef35bbe9d3db91a937fcf974c6b008af2d3d1";

    [Theory]
    [InlineData(Body, Signature)]
    [InlineData("", "v0=dd364572a3f93efac16f6b5ad19a54d06c552a9ab19f76e9dbce2c59957ad406")]
    public void A_signature_computed_elsewhere_is_valid(string body, string signature) =>
        Assert.Equal(SignatureResult.Valid, Verify(body, Timestamp, signature));

    [Fact]
    public void The_published_vectors_are_valid()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "INCIDENTBOT_CONTRACTS is not set");
        using var vectors = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "signature-vectors.json")));
        var slack = vectors.RootElement.EnumerateArray().Where(vector => vector.GetProperty("scheme").GetString() == "slack v0").ToList();
        Assert.NotEmpty(slack);
        Assert.All(slack, vector =>
        {
            var timestamp = vector.GetProperty("timestamp").GetString()!;
            var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture));
            var signature = new SlackSignature(new SlackOptions { SigningSecret = vector.GetProperty("secret").GetString() }, new FakeTimeProvider(at));
            Assert.Equal(SignatureResult.Valid, signature.Verify(timestamp, vector.GetProperty("value").GetString(), Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!)));
        });
    }

    [Theory]
    [InlineData(-300, SignatureResult.Valid)]
    [InlineData(300, SignatureResult.Valid)]
    [InlineData(-301, SignatureResult.Stale)]
    [InlineData(301, SignatureResult.Stale)]
    public void A_request_counts_for_five_minutes_before_and_after(int seconds, object expected) =>
        Assert.Equal(expected, Verify(Body, Timestamp, Signature, skew: TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(null, Signature, SignatureResult.Missing)]
    [InlineData("", Signature, SignatureResult.Missing)]
    [InlineData(Timestamp, null, SignatureResult.Missing)]
    [InlineData("now", Signature, SignatureResult.Malformed)]
    [InlineData("-1777888999", Signature, SignatureResult.Malformed)]
    [InlineData(" 1777888999", Signature, SignatureResult.Malformed)]
    [InlineData("99999999999999999999", Signature, SignatureResult.Malformed)]
    [InlineData(Timestamp, "v1=9e92cc19d78eb921a11d7bbb759ef35bbe9d3db91a937fcf974c6b008af2d3d1", SignatureResult.Malformed)]
    [InlineData(Timestamp, "v0=9e92", SignatureResult.Malformed)]
    [InlineData(Timestamp, "v0=zz92cc19d78eb921a11d7bbb759ef35bbe9d3db91a937fcf974c6b008af2d3d1", SignatureResult.Malformed)]
    [InlineData(Timestamp, "v0=0e92cc19d78eb921a11d7bbb759ef35bbe9d3db91a937fcf974c6b008af2d3d1", SignatureResult.Wrong)]
    [InlineData("1777888998", Signature, SignatureResult.Wrong)]
    public void What_is_not_quite_a_signature_is_told_apart(string? timestamp, string? signature, object expected) =>
        Assert.Equal(expected, Verify(Body, timestamp, signature));

    [Fact]
    public void Every_single_changed_byte_is_noticed()
    {
        var bytes = Encoding.UTF8.GetBytes(Body);
        for (var i = 0; i < bytes.Length; i++)
        {
            byte[] tampered = [.. bytes];
            tampered[i] ^= 1;
            Assert.Equal(SignatureResult.Wrong, Verifier().Verify(Timestamp, Signature, tampered));
        }
    }

    [Fact]
    public void The_previous_secret_counts_during_a_rotation()
    {
        var rotating = new SlackSignature(new SlackOptions { SigningSecret = "new", PreviousSigningSecret = Secret }, At(TimeSpan.Zero));
        Assert.Equal(SignatureResult.Valid, rotating.Verify(Timestamp, Signature, Encoding.UTF8.GetBytes(Body)));
    }

    [Fact]
    public void The_old_secret_no_longer_counts_once_it_is_taken_out()
    {
        var rotated = new SlackSignature(new SlackOptions { SigningSecret = "new", PreviousSigningSecret = " " }, At(TimeSpan.Zero));
        Assert.Equal(SignatureResult.Wrong, rotated.Verify(Timestamp, Signature, Encoding.UTF8.GetBytes(Body)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_a_secret_there_is_no_verifier_at_all(string? secret)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new SlackSignature(new SlackOptions { SigningSecret = secret, PreviousSigningSecret = "old" }, At(TimeSpan.Zero)));
        Assert.Equal("Slack:SigningSecret is not set.", refused.Message);
    }

    private static SignatureResult Verify(string body, string? timestamp, string? signature, TimeSpan skew = default) =>
        new SlackSignature(new SlackOptions { SigningSecret = Secret }, At(skew)).Verify(timestamp, signature, Encoding.UTF8.GetBytes(body));

    private static SlackSignature Verifier() => new(new SlackOptions { SigningSecret = Secret }, At(TimeSpan.Zero));

    private static FakeTimeProvider At(TimeSpan skew) => new(DateTimeOffset.FromUnixTimeSeconds(long.Parse(Timestamp, CultureInfo.InvariantCulture)) + skew);
}
