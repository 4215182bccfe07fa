namespace IncidentBot.Catalogue;

/// <summary>A page about a service that people open during an incident.</summary>
public sealed class ServiceLink
{
    /// <summary>What people read; at most <see cref="CatalogueService.LongestName"/> characters. Blank: the name of its group.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>
    /// Its address, http or https, in which <c>{start}</c> and <c>{end}</c> stand for the window of the incident, and <c>{trace}</c> for
    /// the id of a request or trace, so that it is shown only to whoever asks for one; see <see cref="LinkTemplate"/>.
    /// </summary>
    public string Url { get; set; } = string.Empty;

    /// <summary>What it shows; <see cref="LinkGroup.Dashboards"/> by default.</summary>
    public LinkGroup Group { get; set; }

    /// <summary>Which product it leads to, so that the window is added in its form; <see cref="LinkKind.Plain"/> by default.</summary>
    public LinkKind Kind { get; set; }

    /// <summary>What people read: its name, or that of its group.</summary>
    public string Title => string.IsNullOrWhiteSpace(Name) ? TitleOf(Group) : Name.Trim();

    private static string TitleOf(LinkGroup group) => group switch
    {
        LinkGroup.Dashboards => "Dashboard",
        LinkGroup.Logs => "Logs",
        LinkGroup.Traces => "Traces",
        LinkGroup.Runbook => "Runbook",
        _ => "Status page",
    };
}

/// <summary>A text for people to copy while they repair a service.</summary>
public sealed class ServiceCommand
{
    /// <summary>The longest text; characters.</summary>
    public const int LongestText = 500;

    /// <summary>What it does; at most <see cref="CatalogueService.LongestName"/> characters.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>What is copied; one line, at most <see cref="LongestText"/> characters.</summary>
    public string Text { get; set; } = string.Empty;
}

/// <summary>What a link shows.</summary>
public enum LinkGroup
{
    /// <summary>Graphs.</summary>
    Dashboards,

    /// <summary>Log lines.</summary>
    Logs,

    /// <summary>Traces of requests.</summary>
    Traces,

    /// <summary>What to do when something is wrong with it.</summary>
    Runbook,

    /// <summary>What its users are told.</summary>
    StatusPage,
}

/// <summary>The product that a link leads to.</summary>
public enum LinkKind
{
    /// <summary>Any page; only its placeholders are filled in.</summary>
    Plain,

    /// <summary>A dashboard of Grafana.</summary>
    Grafana,

    /// <summary>Explore in Grafana, whatever its data source.</summary>
    Explore,

    /// <summary>Loki, through Explore in Grafana.</summary>
    Loki,

    /// <summary>Tempo, through Explore in Grafana.</summary>
    Tempo,

    /// <summary>Discover or a dashboard of Kibana.</summary>
    Kibana,

    /// <summary>A dashboard of Amazon CloudWatch.</summary>
    Cloudwatch,

    /// <summary>Any page of Datadog with a time range.</summary>
    Datadog,

    /// <summary>The search of Jaeger.</summary>
    Jaeger,

    /// <summary>Traces or the map of AWS X-Ray.</summary>
    Xray,
}
