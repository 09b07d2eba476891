// What five published reports of year-end conferences say of their clusters. Only what stands in them: what a report
// leaves out is left out here too.

/** A cluster as its report names it. */
export interface Cluster {
  name: string;
  /** The beginning of a name that is too long for a small screen. */
  short?: string;
  /** None of a cluster that has no number. */
  number?: string;
  level: 'Trung ương' | 'Tỉnh, thành phố';
  /** None where the report does not name it. */
  province?: string;
  /** The year whose work the report sets out, or whose figures it tells. */
  year: number;
  word: 'cụm' | 'khối';
  /** None where the report does not say what the head is called. */
  headTitle?: string;
  deputyTitle?: string;
  founded?: { number: string; day: string; issuer: string };
}

/** A member, under the name by which the list calls it. */
export interface Member {
  name: string;
  /** What the same report calls it elsewhere. */
  aliases?: string[];
}

/** Who leads in a year. */
export interface Term {
  year: number;
  head: string;
  deputy?: string;
  /** The report's own wording, where it has one. */
  how?: string;
}

/** A movement or campaign that the units take up. */
export interface Movement {
  name: string;
  kind?: 'Cuộc vận động';
}

/** A key task: how its text begins, which names it, and the whole text. */
export interface Task {
  name: string;
  body?: string;
}

/** A figure with what the report claims of it. */
export interface Figure {
  unit: string;
  target: string;
  measure: string;
  actual: string;
  shown: string;
  claim: string;
  /** The report's own sentence. */
  sentence: string;
}

export interface Report {
  cluster: Cluster;
  members: Member[];
  terms: Term[];
  movements: Movement[];
  tasks: Task[];
}

/** Cụm thi đua số 11, Thanh Hóa: the conference of 2025. */
export const THANH_HOA_11: Report = {
  cluster: {
    name: 'Cụm thi đua số 11',
    number: '11',
    level: 'Tỉnh, thành phố',
    province: 'Thanh Hóa',
    year: 2026,
    word: 'cụm',
    headTitle: 'Trưởng Cụm',
    deputyTitle: 'Cụm phó',
    founded: { number: '1197/QĐ-UBND', day: '27/03/2024', issuer: 'Chủ tịch UBND tỉnh Thanh Hóa' },
  },
  members: [
    { name: 'Hội Văn học và Nghệ thuật' },
    { name: 'Hội Nhà báo', aliases: ['Hội Nhà báo tỉnh'] },
    { name: 'Đoàn Luật sư' },
    { name: 'Liên hiệp các Hội Khoa học và Kỹ thuật' },
    { name: 'Hội Khuyến học' },
    { name: 'Hiệp hội Doanh nghiệp' },
    { name: 'Hội Doanh nhân trẻ', aliases: ['Hiệp hội Doanh nhân trẻ tỉnh Thanh Hóa'] },
    { name: 'Hiệp hội Doanh nhân nữ' },
    { name: 'Hội Làm vườn và Trang trại', aliases: ['Hội Làm vườn và Trang trại tỉnh'] },
    { name: 'Hội Đông y' },
    { name: 'Hội Người cao tuổi' },
  ],
  terms: [
    { year: 2025, head: 'Hội Làm vườn và Trang trại' },
    { year: 2026, head: 'Hội Doanh nhân trẻ', deputy: 'Hội Đông y', how: 'bầu' },
  ],
  movements: [
    { name: 'Doanh nghiệp Việt Nam hội nhập và phát triển' },
    { name: 'Cả nước chung tay vì người nghèo, không để ai bị bỏ lại phía sau' },
    { name: 'xây dựng nhà ở cho hộ nghèo trên địa bàn tỉnh', kind: 'Cuộc vận động' },
    { name: 'Bình dân học vụ số' },
    { name: 'Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở' },
    { name: 'Xây dựng cơ quan, đơn vị, gia đình, con người kiểu mẫu' },
  ],
  tasks: [
    { name: 'tập trung đổi mới, nâng cao hiệu quả hoạt động' },
    { name: 'thực hiện tốt các nội dung hoạt động của Cụm theo kế hoạch đã đề ra' },
  ],
};

/** Cụm thi đua số 7, Thanh Hóa: the conference of 2016, which names neither head nor deputy. */
export const THANH_HOA_7: Report = {
  cluster: {
    name: 'Cụm thi đua số 7',
    number: '7',
    level: 'Tỉnh, thành phố',
    province: 'Thanh Hóa',
    year: 2017,
    word: 'cụm',
  },
  members: [
    { name: 'UB MTTQ tỉnh' },
    { name: 'Liên đoàn Lao động', aliases: ['LĐLĐ tỉnh', 'Liên đoàn Lao động tỉnh'] },
    { name: 'Hội Nông dân' },
    { name: 'Hội Liên hiệp Phụ nữ' },
    { name: 'Hội Cựu Chiến Binh' },
    { name: 'Tỉnh đoàn Thanh Niên' },
  ],
  terms: [],
  movements: [{ name: 'xây dựng nông thôn mới gắn với văn minh đô thị' }],
  tasks: [
    {
      name: 'thực hiện Chỉ thị 05 – CT/TƯ của Bộ Chính trị',
      body: 'thực hiện Chỉ thị 05 – CT/TƯ của Bộ Chính trị và các nghị quyết 02,04, 05-NQ/TU của Ban chấp hành Đảng bộ tỉnh',
    },
    { name: 'tăng cường phổ biến pháp luật, các chế độ, chính sách mới' },
    { name: 'nhân rộng các mô hình, điển hình, cách làm hay' },
  ],
};

/** The central cluster of the socio-political and union organisations: the conference of 2025. It has no number. */
export const CENTRAL: Report = {
  cluster: {
    name: 'Cụm thi đua các tổ chức chính trị - xã hội và các tổ chức Liên hiệp',
    short: 'Cụm thi đua các tổ chức chính trị - xã hội',
    level: 'Trung ương',
    year: 2026,
    word: 'cụm',
    headTitle: 'Cụm trưởng',
    deputyTitle: 'Cụm phó',
  },
  // The report lists no members; these are the ones that it names.
  members: [
    { name: 'Liên hiệp các hội Khoa học & Kỹ thuật Việt Nam' },
    { name: 'Hội Liên hiệp Phụ nữ Việt Nam', aliases: ['Hội LHPN Việt Nam'] },
    { name: 'Liên hiệp các tổ chức hữu nghị Việt Nam' },
    { name: 'Liên hiệp các hội Văn học Nghệ thuật Việt Nam' },
    { name: 'TƯ Đoàn Thanh niên Cộng sản Hồ Chí Minh' },
  ],
  terms: [
    {
      year: 2025,
      head: 'Liên hiệp các hội Khoa học & Kỹ thuật Việt Nam',
      deputy: 'Hội Liên hiệp Phụ nữ Việt Nam',
    },
    {
      year: 2026,
      head: 'Hội Liên hiệp Phụ nữ Việt Nam',
      deputy: 'TƯ Đoàn Thanh niên Cộng sản Hồ Chí Minh',
      how: 'nhất trí bầu',
    },
  ],
  movements: [{ name: 'Bình dân học vụ số' }],
  tasks: [
    {
      name: 'Tập trung chỉ đạo, tổ chức thành công Đại hội đại biểu các tổ chức chính trị - xã hội và các tổ chức liên hiệp toàn quốc',
      body: 'Đẩy mạnh các phong trào thi đua chào mừng Đại hội toàn quốc lần thứ XIV của Đảng, Đại hội Mặt trận Tổ quốc và Đại hội đại biểu các tổ chức chính trị - xã hội và các tổ chức liên hiệp toàn quốc.',
    },
    {
      name: 'Tiếp tục thực hiện tốt các phong trào thi đua do Thủ tướng Chính phủ, MTTQ Việt Nam và địa phương phát động',
      body: 'triển khai hiệu quả các phong trào thi đua gắn với việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; lồng ghép hiệu quả các phong trào thi đua, nhất là phong trào "Bình dân học vụ số", các cuộc vận động tại địa phương, đơn vị; các chương trình Mục tiêu Quốc gia, các đề án của Chính phủ.',
    },
    {
      name: 'Chỉ đạo, hướng dẫn các cấp Hội tổ chức các hoạt động tuyên truyền sâu rộng, thiết thực chào mừng Đại hội Đảng toàn quốc lần thứ XIV',
      body: 'đồng thời huy động cán bộ, hội viên tích cực tham gia các hoạt động của Đại hội, triển khai quán triệt, cụ thể hóa việc đưa các Nghị quyết Đại hội Đảng, Đại hội Mặt trận Tổ quốc Việt Nam và Đại hội các tổ chức chính trị - xã hội và các tổ chức liên hiệp toàn quốc vào cuộc sống.',
    },
    {
      name: 'Chỉ đạo các cấp Hội nghiêm túc thực hiện và tham gia triển khai có hiệu quả các chủ trương, nghị quyết, đề án, kế hoạch',
      body: 'chấp hành chỉ đạo, định hướng của Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam, Đoàn Chủ tịch Trung ương các tổ chức chính trị - xã hội và các tổ chức liên hiệp, chỉ đạo của cấp ủy theo chức năng, nhiệm vụ của các tổ chức sau sắp xếp tổ chức bộ máy.',
    },
    {
      name: 'Tiếp tục đổi mới công tác khen thưởng, cải cách hành chính, ứng dụng công nghệ thông tin trong các cấp Hội',
      body: 'Tham mưu sửa đổi Quy chế Thi đua, khen thưởng của đơn vị sau khi thực hiện sắp xếp bộ máy, đảm bảo cập nhật các văn bản mới theo đúng quy định.',
    },
    {
      name: 'Thực hiện các hoạt động của Cụm thi đua các tổ chức chính trị - xã hội và các tổ chức Liên hiệp theo kế hoạch',
    },
  ],
};

/** Khối thi đua số 12, Đồng Tháp: the conference of 2024, with figures of that year. */
export const DONG_THAP_12: Report & { figures: [Figure, Figure] } = {
  cluster: {
    name: 'Khối thi đua số 12',
    number: '12',
    level: 'Tỉnh, thành phố',
    year: 2024,
    word: 'khối',
    headTitle: 'Khối trưởng',
    deputyTitle: 'Khối phó',
  },
  members: [
    { name: 'Hội Chữ thập đỏ tỉnh', aliases: ['Hội Chữ thập đỏ'] },
    { name: 'Liên hiệp các Tổ chức Hữu nghị tỉnh' },
    { name: 'Liên hiệp các Hội khoa học và Kỹ thuật tỉnh', aliases: ['Liên hiệp các Hội Khoa học Kỹ thuật tỉnh'] },
    { name: 'Liên minh Hợp tác xã tỉnh' },
    { name: 'Hội Liên hiệp Văn học Nghệ thuật tỉnh' },
    { name: 'Hội Khuyến học tỉnh' },
    { name: 'Hội Luật gia tỉnh' },
    { name: 'Hội Cựu giáo chức tỉnh' },
    { name: 'Hội Bảo trợ người khuyết tật, nạn nhân chất độc da cam/Dioxin và bệnh nhân nghèo tỉnh' },
    { name: 'Hội Người cao tuổi tỉnh' },
    { name: 'Hội Nữ Doanh nhân tỉnh' },
  ],
  terms: [
    {
      year: 2025,
      head: 'Liên minh Hợp tác xã tỉnh',
      deputy: 'Liên hiệp các Tổ chức Hữu nghị tỉnh',
      how: 'thống nhất giao',
    },
  ],
  movements: [{ name: 'Tết Nhân ái' }],
  // Of the year after.
  tasks: [
    { name: 'quán triệt và thực hiện nghiêm túc về sắp xếp tổ chức bộ máy' },
    { name: 'triển khai các phong trào thi đua phù hợp với điều kiện thực tế của cơ quan, đơn vị' },
    {
      name: 'tham gia xây dựng Đảng, chính quyền và các tổ chức chính trị - xã hội trong sạch, vững mạnh',
    },
  ],
  figures: [
    {
      unit: 'Hội Chữ thập đỏ tỉnh',
      target: 'Phần quà Tết',
      measure: 'phần quà',
      actual: '74.958',
      shown: '74.958',
      claim: 'vượt trên 205% kế hoạch đề ra',
      sentence: 'vận động được 74.958 phần quà Tết (vượt trên 205% kế hoạch đề ra)',
    },
    {
      unit: 'Liên minh Hợp tác xã tỉnh',
      target: 'Thành lập mới hợp tác xã',
      measure: 'hợp tác xã',
      actual: '13',
      shown: '13',
      claim: 'vượt 185,7% chỉ tiêu kế hoạch đề ra',
      sentence: 'phối hợp thành lập mới 13 Hợp tác xã (vượt 185,7% chỉ tiêu kế hoạch đề ra)',
    },
  ],
};

/** Khối thi đua các tổ chức Hội đặc thù of a province that the report does not name: the conference of 2021. */
export const SPECIAL: Report = {
  cluster: {
    name: 'Khối Thi đua các tổ chức Hội đặc thù tỉnh',
    level: 'Tỉnh, thành phố',
    year: 2022,
    word: 'khối',
    headTitle: 'Trưởng Khối',
  },
  members: [
    { name: 'Hội Người cao tuổi' },
    // The list has a slip of the pen here.
    { name: 'Hội Chữ thập đỏ', aliases: ['Hội Chữ thật đỏ'] },
    { name: 'Liên minh HTX tỉnh' },
    { name: 'Hội Khuyến học' },
    { name: 'Hội Người mù' },
    { name: 'Hội Luật gia' },
    { name: 'Hội Nhà báo', aliases: ['Hội Nhà báo tỉnh'] },
    { name: 'Hội Đông y' },
    { name: 'Hội Liên hiệp thanh niên' },
    { name: 'Hội Nạn nhân chất độc da cam' },
    { name: 'Hội Người khuyết tật' },
    { name: 'Hội Văn học nghệ thuật' },
    { name: 'Hội Cựu Thanh niên xung phong' },
    { name: 'Liên hiệp các Hội khoa học và kỹ thuật tỉnh' },
    { name: 'Hội Liên hiệp các tổ chức hữu nghị' },
  ],
  terms: [
    { year: 2021, head: 'Liên hiệp các Hội khoa học và kỹ thuật tỉnh' },
    { year: 2022, head: 'Hội Nhà báo', how: 'thống nhất đề cử suy tôn' },
  ],
  movements: [
    { name: 'Vì người nghèo', kind: 'Cuộc vận động' },
    { name: 'Đền ơn đáp nghĩa', kind: 'Cuộc vận động' },
    { name: 'Học tập suốt đời', kind: 'Cuộc vận động' },
    { name: 'Chung sức xây dựng NTM, đô thị văn minh', kind: 'Cuộc vận động' },
  ],
  tasks: [
    { name: 'Phấn đấu các chỉ tiêu nhiệm vụ của mỗi Hội đạt cao hơn năm 2021' },
    { name: 'Thực hiện tốt các chế độ chính sách, thiết thực chăm lo đời sống hội viên' },
    { name: 'tăng cường phối hợp trong khối, đoàn kết giúp đỡ nhau' },
  ],
};
