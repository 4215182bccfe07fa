using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Catalogue;

namespace IncidentBot.Tests.Catalogue;

/// <summary>How the window of an incident gets into an address.</summary>
public sealed class LinkTests
{
    private static readonly TimeWindow Window = new(At("2026-11-30T14:05:00Z"), At("2026-11-30T15:35:30.250Z"));

    [Theory]
    [InlineData(LinkKind.Plain, "https://x.example/?a=1&from={start}&to={end}#top", "https://x.example/?a=1&from=1796047500000&to=1796052930250#top")]
    [InlineData(LinkKind.Plain, "https://x.example/{start:s}/{end:us}?n={start:ns}&i={end:iso}&m={start:ms}", "https://x.example/1796047500/1796052930250000?n=1796047500000000000&i=2026-11-30T15%3A35%3A30.250Z&m=1796047500000")]
    [InlineData(LinkKind.Plain, "https://wiki.example/checkout", "https://wiki.example/checkout")]
    [InlineData(LinkKind.Grafana, "https://g.example/d/abc/checkout?orgId=1&from=now-1h&to=now&var-service=check%20out#panel", "https://g.example/d/abc/checkout?orgId=1&var-service=check%20out&from=1796047500000&to=1796052930250#panel")]
    [InlineData(LinkKind.Grafana, "https://g.example/d/abc", "https://g.example/d/abc?from=1796047500000&to=1796052930250")]
    [InlineData(LinkKind.Datadog, "https://app.datadoghq.eu/dashboard/abc?live=true", "https://app.datadoghq.eu/dashboard/abc?from_ts=1796047500000&to_ts=1796052930250&live=false")]
    [InlineData(LinkKind.Jaeger, "https://j.example/search?service=checkout", "https://j.example/search?service=checkout&start=1796047500000000&end=1796052930250000&lookback=custom")]
    [InlineData(LinkKind.Kibana, "https://k.example/app/discover#/?_g=(filters:!(),time:(from:now-15m,to:now))&_a=(q:'a,time:(b')", "https://k.example/app/discover#/?_a=(q:'a,time:(b')&_g=(filters:!(),time:(from:'2026-11-30T14:05:00.000Z',to:'2026-11-30T15:35:30.250Z'))")]
    [InlineData(LinkKind.Kibana, "https://k.example/app/discover", "https://k.example/app/discover#/?_g=(time:(from:'2026-11-30T14:05:00.000Z',to:'2026-11-30T15:35:30.250Z'))")]
    [InlineData(LinkKind.Kibana, "https://k.example/app/dashboards#/view/7?_g=%28refreshInterval%3A%28pause%3A%21t%29%2Ctime%3A%28from%3Anow-1h%2Cto%3Anow%29%29", "https://k.example/app/dashboards#/view/7?_g=(refreshInterval%3A%28pause%3A%21t%29,time:(from:'2026-11-30T14:05:00.000Z',to:'2026-11-30T15:35:30.250Z'))")]
    [InlineData(LinkKind.Cloudwatch, "https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/shop?start=PT3H", "https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/shop?start=2026-11-30T14%3A05%3A00.000Z&end=2026-11-30T15%3A35%3A30.250Z")]
    [InlineData(LinkKind.Cloudwatch, "https://console.aws.amazon.com/cloudwatch/home#dashboards:name=shop;start=PT3H", "https://console.aws.amazon.com/cloudwatch/home#dashboards:name=shop;start=2026-11-30T14%3A05%3A00.000Z;end=2026-11-30T15%3A35%3A30.250Z")]
    [InlineData(LinkKind.Xray, "https://console.aws.amazon.com/xray/home?region=eu-west-1#/service-map", "https://console.aws.amazon.com/xray/home?region=eu-west-1#/service-map?timeRange=2026-11-30T14%3A05%3A00~2026-11-30T15%3A35%3A30")]
    public void The_window_is_added_in_the_form_of_the_product_and_the_rest_is_kept(LinkKind kind, string url, string filled) =>
        Assert.Equal(filled, LinkTemplate.Fill(new ServiceLink { Url = url, Kind = kind }, Window)!.OriginalString);

    [Theory]
    [InlineData(LinkKind.Loki, """{"a":{"datasource":"loki","queries":[{"expr":"{app=\"checkout\"} |= \"a+b\""}],"range":{"from":"now-1h","to":"now"}}}""", "panes", "a")]
    [InlineData(LinkKind.Tempo, """{"datasource":"tempo","queries":[],"range":{"from":"now-1h","to":"now"}}""", "left", null)]
    public void Explore_keeps_its_state_and_gets_the_range(LinkKind kind, string state, string name, string? pane)
    {
        var filled = LinkTemplate.Fill(new ServiceLink { Kind = kind, Url = $"https://g.example/explore?orgId=1&{name}={Uri.EscapeDataString(state)}" }, Window)!;

        var written = JsonNode.Parse(ValueOf(filled, name))!;
        var changed = pane is null ? written : written[pane]!;
        Assert.Equal("""{"from":"1796047500000","to":"1796052930250"}""", changed["range"]!.ToJsonString());
        var former = JsonNode.Parse(state)!;
        var before = pane is null ? former : former[pane]!;
        before["range"] = changed["range"]!.DeepClone();
        Assert.True(JsonNode.DeepEquals(former, written));
        Assert.Contains("orgId=1", filled.Query, StringComparison.Ordinal);
    }

    [Fact]
    public void Explore_without_a_state_opens_at_the_window()
    {
        var filled = LinkTemplate.Fill(new ServiceLink { Kind = LinkKind.Explore, Url = "https://g.example/explore" }, Window)!;

        Assert.Equal("""{"incident":{"range":{"from":"1796047500000","to":"1796052930250"}}}""", ValueOf(filled, "panes"));
        Assert.Equal("1", ValueOf(filled, "schemaVersion"));
    }

    [Fact]
    public void Xray_shows_no_more_than_six_hours_from_the_start_on() =>
        Assert.EndsWith(
            "2026-11-30T14%3A05%3A00~2026-11-30T20%3A05%3A00",
            LinkTemplate.Fill(new ServiceLink { Kind = LinkKind.Xray, Url = "https://x.example/#/traces" }, Window with { End = Window.Start.AddDays(1) })!.OriginalString,
            StringComparison.Ordinal);

    [Fact]
    public void The_window_before_is_as_long_and_ends_where_the_other_begins()
    {
        Assert.Equal(Window.Start, Window.Before.End);
        Assert.Equal(Window.End - Window.Start, Window.Before.End - Window.Before.Start);
    }

    [Fact]
    public void An_address_that_no_chat_takes_in_a_link_is_a_mistake()
    {
        Assert.Null(LinkTemplate.Problem(new ServiceLink { Url = "https://x.example/" + new string('x', 1300) }));
        Assert.Contains("more than 1400 characters", LinkTemplate.Problem(new ServiceLink { Url = "https://x.example/" + new string('x', 1400) }), StringComparison.Ordinal);
        Assert.Contains("each & counts as 5", LinkTemplate.Problem(new ServiceLink { Url = "https://x.example/?" + new string('&', 300) }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://x.example/{")]
    [InlineData("https://x.example/}")]
    [InlineData("https://x.example/{}")]
    [InlineData("https://{start}.example/")]
    [InlineData("https:///path")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://x.example/a b")]
    [InlineData("x.example")]
    [InlineData("")]
    public void What_is_no_template_is_never_filled_in(string url)
    {
        var link = new ServiceLink { Url = url };

        Assert.NotNull(LinkTemplate.Problem(link));
        Assert.Null(LinkTemplate.Fill(link, Window));
    }

    // Whatever the address and the product: it is filled in as a web address of the same host, or it has a problem that is said.
    [Fact]
    public void Any_address_is_refused_or_stays_at_its_host()
    {
        var pieces = Gen.Elements("/a", "?b=1", "&from=2", "#/c", "?_g=(time:(from:now))", "{start}", "{end:iso}", "{", "%7B", "&left=%7B%7D", "é", "'", "(", ")", "!", ";x=1", " ", "#", "?", "&", "=", "&panes=[]");
        var all = from kind in Gen.Elements(Enum.GetValues<LinkKind>())
                  from first in Gen.Elements("", "/", "?", "#")
                  from tail in Gen.ListOf(pieces)
                  from minutes in Gen.Choose(0, 100_000)
                  select (Kind: kind, Url: $"https://x.example{first}{(first.Length == 0 ? "" : string.Concat(tail))}", Window: Window with { End = Window.Start.AddMinutes(minutes) });
        Prop.ForAll(all.ToArbitrary(), static one =>
        {
            var link = new ServiceLink { Url = one.Url, Kind = one.Kind };
            var filled = LinkTemplate.Fill(link, one.Window);
            return filled is null
                ? LinkTemplate.Problem(link) is not null
                : filled is { Scheme: "https", Host: "x.example" } && !filled.OriginalString.Contains('{', StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
    }

    // Filling in twice is filling in once: what the first time added is replaced by the second.
    [Fact]
    public void A_window_that_is_filled_in_again_takes_the_place_of_the_former()
    {
        var all = from kind in Gen.Elements(Enum.GetValues<LinkKind>())
                  from minutes in Gen.Choose(1, 10_000)
                  select (Kind: kind, Minutes: minutes);
        Prop.ForAll(all.ToArbitrary(), static one =>
        {
            var later = new TimeWindow(Window.Start.AddMinutes(one.Minutes), Window.End.AddMinutes(2 * one.Minutes));
            Uri Fill(string url, TimeWindow window) => LinkTemplate.Fill(new ServiceLink { Url = url, Kind = one.Kind }, window)!;
            const string Address = "https://x.example/page?service=checkout";
            return Fill(Fill(Address, Window).OriginalString, later) == Fill(Address, later);
        }).QuickCheckThrowOnFailure();
    }

    private static string ValueOf(Uri address, string name) => Uri.UnescapeDataString(
        address.Query.TrimStart('?').Split('&').Single(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..]);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
