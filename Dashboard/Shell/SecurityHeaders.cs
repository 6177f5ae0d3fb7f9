namespace Dashboard.Shell;

/// <summary>The headers that tell a browser what this site never does.</summary>
internal static class SecurityHeaders
{
    public static HeaderPolicyCollection For(IConfiguration configuration) => new HeaderPolicyCollection()
        .AddContentTypeOptionsNoSniff()
        .AddFrameOptionsDeny()
        .AddReferrerPolicySameOrigin()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCustomHeader("Permissions-Policy", "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()")
        .RemoveServerHeader()
        .AddContentSecurityPolicy(policy =>
        {
            policy.AddDefaultSrc().Self();
            policy.AddScriptSrc().Self();

            // The heights of a list that is drawn in part, the colours of a terminal's text: attributes only, which can load nothing that is not named here.
            policy.AddStyleSrcElem().Self().WithHash256(Theme.CssHash);
            policy.AddStyleSrcAttr().UnsafeInline();
            policy.AddImgSrc().Self().Data();
            policy.AddFontSrc().Self();
            policy.AddConnectSrc().Self();
            policy.AddObjectSrc().None();
            policy.AddBaseUri().Self();
            policy.AddFrameAncestors().None();
            var forms = policy.AddFormAction().Self();
            if (SignIn.SignInSetup.UsesEntra(configuration))
                forms.From(new Uri(configuration["AzureAd:Instance"] is { Length: > 0 } instance ? instance : "https://login.microsoftonline.com/").GetLeftPart(UriPartial.Authority));
        });
}
