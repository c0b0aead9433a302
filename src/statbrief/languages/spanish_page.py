"""The words that a page in Spanish says of itself."""

PAGE = {
    "crossref-fig-title": "Figura",
    "crossref-tbl-title": "Tabla",
    "crossref-sec-prefix": "Sección",
    "crossref-eq-prefix": "Ecuación",
    "callout-note-title": "Nota",
    "callout-tip-title": "Tip",
    "callout-warning-title": "Advertencia",
    "callout-important-title": "Importante",
    "callout-caution-title": "Precaución",
    "section-title-abstract": "Resumen",
    "toc-title-document": "Tabla de contenidos",
    "draft": "Borrador",
    "release-about": "Acerca de esta publicación",
    "release-main-points": "Puntos principales",
    "release-next": "Próxima publicación",
    "release-contact": "Contacto",
    "release-cite": "Cómo citar",
    "release-licence": "Licencia",
    "release-quality": "Calidad",
    "release-notes": "Notas y definiciones",
}
