namespace IncidentBot.Catalogue;

/// <summary>A third party that services stand on, and where it says how it does.</summary>
public sealed class CatalogueProvider
{
    /// <summary>The address of its status page, or of the feed behind it; https, such as <c>https://status.example.com</c>.</summary>
    public string Page { get; set; } = string.Empty;

    /// <summary>Which form the page speaks; <see cref="ProviderForm.Auto"/> by default.</summary>
    public ProviderForm Form { get; set; }

    /// <summary>
    /// The components or products of the page that matter, by their names there; empty: all of them. What the page says of others isn't
    /// told.
    /// </summary>
    public IList<string> Components { get; set; } = [];

    /// <summary>
    /// The provider's regions that matter, by name or code, such as <c>eu-central-1</c>; empty: all of them. Only pages that name regions
    /// are asked by them.
    /// </summary>
    public IList<string> Regions { get; set; } = [];
}

/// <summary>The form of a status page.</summary>
public enum ProviderForm
{
    /// <summary>Recognised by its address and by what it answers.</summary>
    Auto,

    /// <summary>Atlassian Statuspage.</summary>
    Statuspage,

    /// <summary>incident.io.</summary>
    IncidentIo,

    /// <summary>Slack's own.</summary>
    Slack,

    /// <summary>Google Cloud and Google Workspace.</summary>
    GoogleCloud,

    /// <summary>The public events of AWS Health.</summary>
    Aws,

    /// <summary>Instatus.</summary>
    Instatus,

    /// <summary>Heroku's own.</summary>
    Heroku,

    /// <summary>RSS or Atom.</summary>
    Feed,
}
