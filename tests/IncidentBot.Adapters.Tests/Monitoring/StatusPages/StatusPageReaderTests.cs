using System.Text;
using IncidentBot.Catalogue;
using IncidentBot.Investigation.Providers;
using IncidentBot.Monitoring.StatusPages;
using static IncidentBot.Investigation.Providers.ProviderState;

namespace IncidentBot.Adapters.Tests.Monitoring.StatusPages;

/// <summary>Pages with fields missing or more, odd times, markup, and things that nobody should send.</summary>
public sealed class StatusPageReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private const string Item = "<item><title>Networking - Europe</title><pubDate>{0}</pubDate><link>https://s.example/1</link><description>{1}</description></item>";

    [Theory]
    [InlineData("""{"status":{"indicator":"none"}}""", Operational)]
    [InlineData("""{"status":{"indicator":"critical"},"future":{"deep":[1,2]}}""", Major)]
    [InlineData("""{"status":{"indicator":null},"components":[{"name":"API","status":"degraded_performance"}]}""", Degraded)]
    [InlineData("""{"page":{},"components":[{"name":"API","status":"operational"},{"name":"Group","status":"major_outage","group":true}]}""", Operational)]
    [InlineData("""{"page":{},"components":[{"name":"API","status":"on_holiday"}]}""", Unknown)]
    [InlineData("""{"page":{},"incidents":[]}""", Operational)]
    [InlineData("""{"page":{},"incidents":[{"name":"Slow","status":"monitoring"}]}""", Degraded)]
    [InlineData("""{"page":{},"incidents":[{"name":"Slow","status":"postmortem"},{"name":"Was","status":"identified","resolved_at":"2026-03-02T11:00:00Z"}]}""", Operational)]
    [InlineData("""{"page":{},"incidents":[],"scheduled_maintenances":[{"name":"Later","status":"scheduled"}]}""", Operational)]
    [InlineData("""{"page":{},"incidents":[],"scheduled_maintenances":[{"name":"Now","status":"in_progress"}]}""", Maintenance)]
    [InlineData("""{"ongoing_incidents":[],"in_progress_maintenances":[],"scheduled_maintenances":[]}""", Operational)]
    [InlineData("""{"ongoing_incidents":null,"page_title":"x"}""", Operational)]
    [InlineData("""{"ongoing_incidents":[{"name":"Down","current_worst_impact":"full_outage"}]}""", Major)]
    [InlineData("""{"status":"ok","active_incidents":[]}""", Operational)]
    [InlineData("""{"status":"active","active_incidents":[{"title":"Down","type":"outage","status":"active"}]}""", Major)]
    [InlineData("""{"status":"active","active_incidents":[{"title":"Later","type":"maintenance","status":"scheduled"}]}""", Operational)]
    [InlineData("""[{"begin":"2026-03-02T11:00:00Z","status_impact":"SERVICE_OUTAGE","external_desc":"Down"}]""", Major)]
    [InlineData("""[{"begin":"2026-03-02T11:00:00Z","status_impact":"SERVICE_DISRUPTION","most_recent_update":{"status":"AVAILABLE"}}]""", Operational)]
    [InlineData("""[{"arn":"arn:aws:health:us-east-1::event/x","status":"2","summary":"Slow"}]""", Degraded)]
    [InlineData("""{"page":{"status":"UNDERMAINTENANCE"},"activeMaintenances":[{"name":"x","status":"NOTSTARTEDYET"}]}""", Operational)]
    [InlineData("""{"status":[{"system":"Apps","status":"red"}]}""", Major)]
    public void What_is_missing_is_not_there_and_what_is_more_does_no_harm(string json, ProviderState state) =>
        Assert.Equal(state, Read(json)!.State);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"none\"")]
    [InlineData("""{"status":{"indicator":""")]
    [InlineData("""{"message":"Not found"}""")]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("<!doctype html><html><title>Login</title></html>")]
    [InlineData("<html><body>All systems operational</body></html>")]
    public void What_is_no_status_page_is_not_read(string body) => Assert.Null(Read(body));

    [Theory]
    [InlineData(ProviderForm.Aws)]
    [InlineData(ProviderForm.GoogleCloud)]
    public void An_empty_list_says_something_where_it_is_known_whose_it_is(ProviderForm form) =>
        Assert.Equal(Operational, StatusPageReader.Read("[]"u8, form, Wanted.All, null, Now)!.State);

    [Theory]
    [InlineData("2026-03-02T11:00:00Z", 11)]
    [InlineData("2026-03-02T12:30:00+01:30", 11)]
    [InlineData("2026-03-02T11:00:00", 11)]
    [InlineData("2026-03-02 11:00:00 UTC", 11)]
    [InlineData("1772449200", 11)]
    [InlineData("1772449200000", 11)]
    [InlineData("1772449200.5", 11)]
    [InlineData("Mon, 02 Mar 2026 11:00:00 GMT", 11)]
    [InlineData("Mon, 02 Mar 2026 03:00:00 PST", 11)]
    [InlineData("Mon, 02 Mar 2026 11:00:00 Z", 11)]
    public void Times_are_read_in_whatever_form(string said, int hour) =>
        Assert.Equal(new DateTimeOffset(2026, 3, 2, hour, 0, 0, TimeSpan.Zero), StatusTimes.Read(said)!.Value.AddMilliseconds(-StatusTimes.Read(said)!.Value.Millisecond));

    [Theory]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1e400")]
    [InlineData("99999999999999999999999")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    public void What_is_no_time_of_our_days_is_none(string? said) => Assert.Null(StatusTimes.Read(said));

    [Theory]
    [InlineData("<p>We see <b>errors</b>.</p><script>alert(1)</script>", "We see errors .")]
    [InlineData("a &lt;b&gt;c&lt;/b&gt; &amp;amp; d", "a c & d")]
    [InlineData("1 < 2 and 3 > 2", "1 < 2 and 3 > 2")]
    [InlineData("line\r\nline\u202Ereversed", "line linereversed")]
    [InlineData("<unclosed", "<unclosed")]
    public void Markup_in_texts_becomes_plain(string html, string plain) => Assert.Equal(plain, StatusText.Plain(html, 200));

    [Fact]
    public void Long_lists_and_texts_are_cut()
    {
        var many = string.Join(',', Enumerable.Range(0, 5000).Select(n => $$"""{"name":"C{{n}}","status":"major_outage"}"""));
        var incidents = string.Join(',', Enumerable.Range(0, 500).Select(n => $$"""{"name":"{{new string('x', 2000)}}","status":"investigating","incident_updates":[{{string.Join(',', Enumerable.Repeat("""{"body":"b"}""", 50))}}]}"""));
        var page = Read($$"""{"components":[{{many}}],"incidents":[{{incidents}}]}""")!;

        Assert.Equal((ProviderPage.MostComponents, ProviderPage.MostIncidents), (page.Components.Count, page.Incidents.Count));
        Assert.All(page.Incidents, one => Assert.True(one.Title.Length <= ProviderPage.LongestName && one.Updates.Count <= ProviderPage.MostUpdates));
    }

    [Fact]
    public void Nesting_and_size_are_bounded()
    {
        Assert.Null(Read("{\"page\":" + string.Concat(Enumerable.Repeat("[", 5000)) + string.Concat(Enumerable.Repeat("]", 5000)) + "}"));
        Assert.Null(StatusPageReader.Read(new byte[StatusPageReader.LargestBody + 1], ProviderForm.Auto, Wanted.All, null, Now));
        Assert.Null(Read("<rss><channel>" + string.Concat(Enumerable.Repeat("<a>", 200)) + string.Concat(Enumerable.Repeat("</a>", 200)) + "</channel></rss>"));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:pass@evil.example/")]
    public void Only_web_addresses_become_links(string link) =>
        Assert.Null(Read($$"""{"incidents":[{"name":"x","status":"identified","shortlink":"{{link}}"}]}""")!.Incidents[0].Link);

    [Fact]
    public void A_link_may_be_relative_to_the_page() => Assert.Equal(
        "https://status.cloud.google.com/incidents/B5",
        StatusPageReader.Read("""[{"begin":"2026-03-02T11:00:00Z","external_desc":"x","uri":"incidents/B5"}]"""u8, ProviderForm.Auto, Wanted.All, new Uri("https://status.cloud.google.com/incidents.json"), Now)!.Incidents[0].Link!.AbsoluteUri);

    [Theory]
    [InlineData("Mon, 02 Mar 2026 11:00:00 GMT", "We are looking into errors", Degraded)]
    [InlineData("Mon, 02 Mar 2026 11:00:00 GMT", "&lt;p&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - done&lt;/p&gt;&lt;p&gt;&lt;strong&gt;Investigating&lt;/strong&gt; - errors&lt;/p&gt;", Operational)]
    [InlineData("Mon, 02 Mar 2026 11:00:00 GMT", "&lt;strong&gt;Monitoring&lt;/strong&gt; - a fix; &lt;strong&gt;Investigating&lt;/strong&gt; - errors", Degraded)]
    [InlineData("Mon, 02 Mar 2026 11:00:00 GMT", "&lt;strong&gt;Scheduled&lt;/strong&gt; - next week", Operational)]
    [InlineData("Mon, 02 Mar 2026 11:00:00 GMT", "&lt;strong&gt;In progress&lt;/strong&gt; - work has begun &lt;strong&gt;Scheduled&lt;/strong&gt; - a week ago", Maintenance)]
    [InlineData("Sat, 28 Feb 2026 11:00:00 GMT", "We are looking into errors", Operational)]
    [InlineData("not a time", "We are looking into errors", Degraded)]
    public void A_feed_s_items_are_open_until_they_say_otherwise_or_a_day_has_passed(string at, string said, ProviderState state) =>
        Assert.Equal(state, Read("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Status</title>" + string.Format(null, Item, at, said) + "</channel></rss>")!.State);

    [Fact]
    public void An_empty_feed_and_an_atom_feed_are_read()
    {
        Assert.Equal(Operational, Read("<rss><channel><title>Azure Status</title></channel></rss>")!.State);
        var atom = Read("""
            <feed xmlns="http://www.w3.org/2005/Atom"><title>Status</title>
            <entry><title type="html">API &amp;amp; login</title><published>2026-03-02T10:00:00Z</published><updated>2026-03-02T11:30:00Z</updated>
            <link rel="alternate" href="https://s.example/i/1"/><content type="html">&lt;b&gt;Identified&lt;/b&gt; - we found it</content></entry></feed>
            """)!;
        var incident = Assert.Single(atom.Incidents);
        Assert.Equal(("API & login", "https://s.example/i/1", new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero)), (incident.Title, incident.Link!.AbsoluteUri, incident.Since));
        Assert.Equal("Identified - we found it", Assert.Single(incident.Updates).Words);
    }

    [Fact]
    public void A_feed_with_a_document_type_or_an_entity_is_not_read()
    {
        Assert.Null(Read("<!DOCTYPE rss [<!ENTITY a \"x\">]><rss><channel/></rss>"));
        Assert.Null(Read("<?xml version=\"1.0\"?><!DOCTYPE rss SYSTEM \"file:///etc/passwd\"><rss><channel/></rss>"));
        Assert.Null(Read("<rss><channel>&undefined;</channel></rss>"));
        Assert.Null(Read("<rss><channel><item><title>x</title></item>"));
    }

    [Fact]
    public void A_form_that_is_set_is_not_mistaken_for_another() =>
        Assert.Null(StatusPageReader.Read("<rss><channel/></rss>"u8, ProviderForm.Statuspage, Wanted.All, null, Now));

    private static ProviderPage? Read(string body) => StatusPageReader.Read(Encoding.UTF8.GetBytes(body), ProviderForm.Auto, Wanted.All, null, Now);
}
